import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../platform/delivery/http/fields';
import { ActorField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import type { RecordedVisit, VisitDrawItem, VisitItem } from '../application/registration-visits';
import { visitStatuses } from '../persistence/visit.repository';

const STATUSES = 'WAITING 待上门，FOUND 找到本人，NOT_FOUND 查无此人';
const CAUSES =
  'NO_PHONE 没有手机，SHARED_PHONE 手机多人共用，MANY_A_DAY 登记人当天登记过多，MONTH_SHARE 登记人当月无本人手机的过多';

export class VisitsQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;

  @ChoiceField({ label: '状态', of: visitStatuses, optional: true, description: STATUSES })
  status?: (typeof visitStatuses)[number];
}

export class VisitResponse extends StandingResponse implements VisitItem {
  @IdField({ label: '上门核对' })
  id!: string;

  @IdField({ label: '抽取' })
  drawId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '志愿者编号', max: 20 })
  volunteerNo!: string;

  @ApiProperty({ description: '姓名', example: '赵桂兰' })
  name!: string;

  @IdField({ label: '区划' })
  divisionId!: string;

  @TextField({ label: '区划名称', max: 100 })
  divisionName!: string;

  @ChoiceField({
    label: '为什么可抽',
    of: ['NO_PHONE', 'SHARED_PHONE', 'MANY_A_DAY', 'MONTH_SHARE'],
    description: CAUSES,
  })
  cause!: VisitItem['cause'];

  @ActorField('登记人')
  registeredBy!: string;

  @InstantField({ label: '登记时间' })
  registeredAt!: string;

  @InstantField({ label: '抽中时间' })
  drawnAt!: string;

  @ChoiceField({ label: '状态', of: visitStatuses, description: STATUSES })
  status!: VisitItem['status'];

  @DayField({ label: '上门日期', nullable: true })
  visitedOn!: VisitItem['visitedOn'];

  @TextField({ label: '说明', max: 500, nullable: true })
  note!: string | null;
}

export class VisitPage {
  @ApiProperty({ type: [VisitResponse] })
  items!: readonly VisitResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class RecordVisitRequest {
  @ChoiceField({ label: '结果', of: ['FOUND', 'NOT_FOUND'], description: 'FOUND 找到本人，NOT_FOUND 查无此人' })
  result!: 'FOUND' | 'NOT_FOUND';

  @DayField({ label: '上门日期' })
  visitedOn!: string;

  @TextField({ label: '说明', min: 2, max: 500, description: '见到了谁，看到了什么' })
  note!: string;
}

export class RecordedVisitResponse implements RecordedVisit {
  @IdField({ label: '上门核对' })
  id!: string;

  @ChoiceField({ label: '状态', of: visitStatuses })
  status!: RecordedVisit['status'];

  @ChoiceField({ label: '志愿者状态', of: ['PENDING', 'ACTIVE', 'REJECTED', 'SUSPENDED', 'CLOSED'] })
  volunteerStatus!: RecordedVisit['volunteerStatus'];
}

export class VisitDrawResponse implements VisitDrawItem {
  @IdField({ label: '抽取' })
  id!: string;

  @ChoiceField({ label: '一天还是一月', of: ['DAY', 'MONTH'] })
  kind!: VisitDrawItem['kind'];

  @DayField({ label: '哪天起' })
  periodFrom!: VisitDrawItem['periodFrom'];

  @TextField({ label: '种子指纹', max: 64, description: 'SHA-256，先公布指纹，后公布种子' })
  seedHash!: string;

  @TextField({
    label: '种子',
    max: 64,
    nullable: true,
    description: '抽签号 = SHA-256(种子 + 换行 + 志愿者)，各登记人的名单里最小者抽中',
  })
  seed!: string | null;

  @IntField({ label: '可抽人数', min: 0, max: 10_000_000, nullable: true })
  candidateCount!: number | null;

  @InstantField({ label: '公布指纹的时间' })
  committedAt!: string;

  @InstantField({ label: '抽取时间', nullable: true })
  drawnAt!: string | null;
}

export class VisitDrawPage {
  @ApiProperty({ type: [VisitDrawResponse] })
  items!: readonly VisitDrawResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}
