import { openingStatuses } from './opening.requests';
import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import type { OpeningObjectionItem, OwnOpening, PublicOpening } from '../application/browse-public-openings';
import type { OpeningObjectionRef } from '../application/raise-opening-objection';

export class PublicOpeningsQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;
}

class OpeningLineResponse implements Omit<PublicOpening, 'name'> {
  @IdField({ label: '历史时长' })
  id!: string;

  @TextField({ label: '资料名称', max: 100 })
  documentTitle!: string;

  @ChoiceField({ label: '类别', of: ['SERVICE', 'TRAINING'] })
  kind!: PublicOpening['kind'];

  @IntField({ label: '分钟', min: 0, max: 600_000 })
  minutes!: number;

  @ChoiceField({ label: '证据等级', of: ['C', 'D', 'E'] })
  grade!: string;

  @DayField({ label: '日期' })
  servedOn!: string;

  @DayField({ label: '结束日期' })
  servedTo!: string;

  @InstantField({ label: '公示到何时', nullable: true })
  publicityUntil!: string | null;

  @FlagField({ label: '有异议', description: '有异议未答复，或异议成立：这一行不入账' })
  isHeld!: boolean;
}

export class PublicOpeningResponse extends OpeningLineResponse implements PublicOpening {
  @TextField({ label: '姓名', max: 40, description: '按本人同意的程度显示' })
  name!: string;
}

export class PublicOpeningPageResponse {
  @ApiProperty({ type: [PublicOpeningResponse] })
  items!: readonly PublicOpeningResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class OwnOpeningResponse extends OpeningLineResponse implements OwnOpening {
  @ChoiceField({ label: '状态', of: openingStatuses })
  status!: OwnOpening['status'];
}

export class OwnOpeningPageResponse {
  @ApiProperty({ type: [OwnOpeningResponse] })
  items!: readonly OwnOpeningResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class RaiseOpeningObjectionRequest {
  @TextField({ label: '异议理由', min: 2, max: 500 })
  grounds!: string;

  @TextField({ label: '证据', min: 2, max: 1000, optional: true, description: '如在场证人、照片、签到表的说明' })
  evidence?: string;
}

export class AnswerOpeningObjectionRequest {
  @ChoiceField({ label: '结论', of: ['UPHELD', 'DISMISSED'], description: 'UPHELD 成立，DISMISSED 不成立' })
  outcome!: 'UPHELD' | 'DISMISSED';

  @TextField({ label: '答复', min: 2, max: 500 })
  answer!: string;
}

const objectionStatuses = ['OPEN', 'UPHELD', 'DISMISSED'] as const;

export class OpeningObjectionResponse implements OpeningObjectionRef {
  @IdField({ label: '异议' })
  id!: string;

  @IdField({ label: '历史时长' })
  rowId!: string;

  @ChoiceField({ label: '状态', of: objectionStatuses })
  status!: OpeningObjectionRef['status'];
}

export class OpeningObjectionsQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: objectionStatuses, optional: true })
  status?: OpeningObjectionRef['status'];
}

export class OpeningObjectionItemResponse extends StandingResponse implements OpeningObjectionItem {
  @IdField({ label: '异议' })
  id!: string;

  @IdField({ label: '历史时长' })
  rowId!: string;

  @IdField({ label: '导入' })
  importId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '姓名', max: 60 })
  name!: string;

  @TextField({ label: '资料名称', max: 100 })
  documentTitle!: string;

  @DayField({ label: '日期' })
  servedOn!: string;

  @IntField({ label: '分钟', min: 0, max: 600_000 })
  minutes!: number;

  @ChoiceField({ label: '状态', of: objectionStatuses })
  status!: OpeningObjectionItem['status'];

  @TextField({ label: '异议理由', max: 500 })
  grounds!: string;

  @TextField({ label: '证据', max: 1000, nullable: true })
  evidence!: string | null;

  @InstantField({ label: '提出时间' })
  raisedAt!: string;

  @InstantField({ label: '答复期限' })
  answerUntil!: string;

  @TextField({ label: '答复', max: 500, nullable: true })
  answer!: string | null;

  @InstantField({ label: '答复时间', nullable: true })
  answeredAt!: string | null;
}

export class OpeningObjectionPageResponse {
  @ApiProperty({ type: [OpeningObjectionItemResponse] })
  items!: readonly OpeningObjectionItemResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}
