import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import type { OpeningObjectionItem, OwnOpening, PublicOpening } from '../application/browse-public-openings';
import type { OpeningDecision } from '../application/decide-opening';
import type { OpeningObjectionRef } from '../application/raise-opening-objection';
import type { OpeningCheck, OpeningSource, SubmittedOpening } from '../application/submit-opening';
import type { OpeningProblem } from '../domain/opening-plan';
import { openingSentences } from '../domain/opening-sentences';
import type { OpeningImport, OpeningPerson, OpeningRow } from '../persistence/opening.repository';

const statuses = ['SUBMITTED', 'PUBLICITY', 'POSTED', 'REJECTED', 'REVERSED'] as const;

export class OpeningSourceQuery implements OpeningSource {
  @IdField({ label: '区划', description: '这些时长属于哪个街道或社区' })
  divisionId!: string;

  @TextField({ label: '资料名称', min: 2, max: 100, description: '如“2023 年志愿服务登记册”' })
  documentTitle!: string;

  @TextField({ label: '保管单位', min: 2, max: 60 })
  documentKeeper!: string;

  @DayField({ label: '资料开始日期' })
  periodFrom!: string;

  @DayField({ label: '资料结束日期' })
  periodTo!: string;
}

export class SubmitOpeningQuery extends OpeningSourceQuery {
  @TextField({ label: '文件指纹', min: 64, max: 64, description: '检查结果里的 fileHash' })
  fileHash!: string;
}

export class DecideOpeningRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '理由', min: 2, max: 500, optional: true })
  reason?: string;
}

export class ReverseOpeningRequest {
  @TextField({ label: '理由', min: 2, max: 500 })
  reason!: string;
}

export class OpeningRowErrorResponse {
  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ description: '列名' })
  column!: string;

  @ApiProperty({ enum: Object.keys(openingSentences), description: '错误代码' })
  problem!: OpeningProblem;

  @ApiProperty({ description: '错在哪里、怎样改' })
  sentence!: string;
}

export class OpeningCheckResponse implements OpeningCheck {
  @ApiProperty({ description: '文件指纹,提交时带上' })
  fileHash!: string;

  @ApiProperty({ description: '可导入的行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  totalMinutes!: number;

  @ApiProperty({ type: [OpeningRowErrorResponse], description: '逐行的错误;有错误时不能提交' })
  errors!: readonly OpeningRowErrorResponse[];
}

export class SubmittedOpeningResponse implements SubmittedOpening {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  totalMinutes!: number;
}

export class OpeningDecisionResponse implements OpeningDecision {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: [...statuses], description: '状态' })
  status!: OpeningDecision['status'];
}

export class OpeningReversalResponse extends OpeningDecisionResponse {
  @ApiProperty({ format: 'uuid', description: '等待另一人同意的冲正' })
  decisionId!: string;
}

export class OpeningImportResponse extends StandingResponse implements Omit<OpeningImport, 'divisionPath'> {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '区划' })
  divisionId!: string;

  @ApiProperty({ description: '资料名称' })
  documentTitle!: string;

  @ApiProperty({ description: '保管单位' })
  documentKeeper!: string;

  @ApiProperty({ type: String, format: 'date', description: '资料开始日期' })
  periodFrom!: OpeningImport['periodFrom'];

  @ApiProperty({ type: String, format: 'date', description: '资料结束日期' })
  periodTo!: OpeningImport['periodTo'];

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  totalMinutes!: number;

  @ApiProperty({ enum: [...statuses], description: '状态' })
  status!: OpeningImport['status'];

  @ApiProperty({ description: '提交人' })
  submittedBy!: string;

  @ApiProperty({ format: 'date-time', type: String, description: '提交时间' })
  submittedAt!: Date;

  @ApiProperty({ type: String, nullable: true, description: '审批人' })
  decidedBy!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: '审批时间' })
  decidedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: '公示到何时，到期入账' })
  publicityUntil!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: '入账时间' })
  postedAt!: Date | null;
}

export class OpeningImportPageResponse {
  @ApiProperty({ type: [OpeningImportResponse] })
  items!: readonly OpeningImportResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class OpeningRowResponse implements OpeningRow {
  @ApiProperty({ format: 'uuid', description: '入账来源编号' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ enum: ['SERVICE', 'TRAINING'], description: '类别' })
  kind!: OpeningRow['kind'];

  @ApiProperty({ description: '分钟' })
  minutes!: number;

  @ApiProperty({ enum: ['C', 'D', 'E'], description: '证据等级' })
  grade!: OpeningRow['grade'];

  @ApiProperty({ type: String, format: 'date', description: '日期' })
  servedOn!: OpeningRow['servedOn'];

  @ApiProperty({ type: String, format: 'date', description: '结束日期；一天的与日期相同' })
  servedTo!: OpeningRow['servedTo'];
}

export class OpeningRowPageResponse {
  @ApiProperty({ type: [OpeningRowResponse] })
  items!: readonly OpeningRowResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class OpeningPersonResponse implements OpeningPerson {
  @ApiProperty({ format: 'uuid' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  minutes!: number;

  @ApiProperty({ type: String, format: 'date', description: '最早的日期' })
  firstDay!: OpeningPerson['firstDay'];

  @ApiProperty({ type: String, format: 'date', description: '最晚的日期' })
  lastDay!: OpeningPerson['lastDay'];
}

export class OpeningPersonPageResponse {
  @ApiProperty({ type: [OpeningPersonResponse] })
  items!: readonly OpeningPersonResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

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
  @ChoiceField({ label: '状态', of: statuses })
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

  @TextField({ label: '姓名', max: 40 })
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
