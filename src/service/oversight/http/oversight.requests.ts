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
import { DivisionField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import { type SignalKind, signalKinds } from '../domain/signals';

const signalStatuses = ['OPEN', 'HARMLESS', 'CONFIRMED'] as const;
const KINDS =
  'SHARED_DEVICE 一机多人,IDENTICAL_SECONDS 多人同秒进出,IMPOSSIBLE_SPEED 移动过快,BACKFILL_SHARE 补录占比过高,ONE_RECORDER 一人代录过多,YOUNG_ACCOUNT 新登记账号,MANUAL_POINTS 手工积分较多,MANY_REGISTRATIONS 一人一天登记过多,WEAK_REGISTRATIONS 一人一月登记的人多无本人手机,PERSON_NOT_FOUND 上门查无此人';

export class SignalsQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: signalStatuses, optional: true })
  status?: string;

  @ChoiceField({ label: '种类', of: signalKinds, optional: true, description: KINDS })
  kind?: string;
}

export class SignalResponse extends StandingResponse {
  @IdField({ label: '异常提示' })
  id!: string;

  @ChoiceField({ label: '种类', of: signalKinds, description: KINDS })
  kind!: SignalKind;

  @IdField({ label: '区划' })
  divisionId!: string;

  @TextField({ label: '区划名称', max: 100 })
  divisionName!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: '依据:人数、时间、编号' })
  evidence!: Readonly<Record<string, unknown>>;

  @InstantField({ label: '提示时间' })
  raisedAt!: string;

  @ChoiceField({ label: '状态', of: signalStatuses, description: 'HARMLESS 已核实无异常,CONFIRMED 确有问题' })
  status!: (typeof signalStatuses)[number];

  @TextField({ label: '核查结论', max: 500, nullable: true })
  decisionReason!: string | null;
}

export class SignalPage {
  @ApiProperty({ type: [SignalResponse] })
  items!: readonly SignalResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class DecideSignalRequest {
  @ChoiceField({ label: '结论', of: ['HARMLESS', 'CONFIRMED'], description: '结论本身不改变任何记录' })
  outcome!: 'HARMLESS' | 'CONFIRMED';

  @TextField({ label: '核查情况', min: 2, max: 500 })
  reason!: string;
}

export class SignalDecisionResponse {
  @IdField({ label: '异常提示' })
  id!: string;

  @ChoiceField({ label: '状态', of: signalStatuses })
  status!: string;
}

export class CommitSpotCheckRequest {
  @IdField({ label: '区划' })
  divisionId!: string;

  @DayField({ label: '开始日期' })
  fromDay!: string;

  @DayField({ label: '结束日期' })
  toDay!: string;

  @IntField({ label: '抽取条数', min: 1, max: 1000 })
  sampleSize!: number;
}

export class CommittedSpotCheckResponse {
  @IdField({ label: '抽查' })
  id!: string;

  @TextField({ label: '种子指纹', max: 64, description: 'SHA-256,先公布指纹,后公布种子' })
  seedHash!: string;
}

export class PublishedSpotCheckResponse {
  @IdField({ label: '抽查' })
  id!: string;

  @TextField({ label: '种子', max: 64, description: '抽签号 = SHA-256(种子 + 换行 + 记录编号),最小者抽中' })
  seed!: string;
}

export class DrawnRecordResponse extends StandingResponse {
  @IdField({ label: '记录' })
  recordId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @IntField({ label: '抽取次序', min: 1, max: 1000 })
  position!: number;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @IntField({ label: '认定分钟', min: 0, max: 2880 })
  creditedMinutes!: number;

  @ChoiceField({ label: '凭证等级', of: ['A', 'B', 'C', 'D', 'E'] })
  grade!: string;

  @ChoiceField({ label: '结果', of: ['CONFIRMED', 'DOUBTFUL', 'FALSE'], nullable: true })
  result!: string | null;

  @TextField({ label: '说明', max: 500, nullable: true })
  note!: string | null;
}

export class SpotCheckSummaryResponse extends CommittedSpotCheckResponse {
  @DivisionField('区划')
  divisionId!: string;

  @DayField({ label: '开始日期' })
  fromDay!: string;

  @DayField({ label: '结束日期' })
  toDay!: string;

  @IntField({ label: '抽取条数', min: 1, max: 1000 })
  sampleSize!: number;

  @TextField({ label: '种子', max: 64, nullable: true })
  seed!: string | null;

  @IntField({ label: '可抽记录数', min: 0, max: 10_000_000, nullable: true })
  populationCount!: number | null;

  @TextField({ label: '可抽名单指纹', max: 64, nullable: true })
  populationHash!: string | null;

  @InstantField({ label: '登记时间' })
  createdAt!: string;
}

export class SpotCheckResponse extends SpotCheckSummaryResponse {
  @ApiProperty({ type: [DrawnRecordResponse] })
  items!: readonly DrawnRecordResponse[];
}

export class SpotCheckPage {
  @ApiProperty({ type: [SpotCheckSummaryResponse] })
  items!: readonly SpotCheckSummaryResponse[];

  @TextField({ label: '下一页位置', max: 400, nullable: true })
  next!: string | null;
}

export class SpotCheckFindingRequest {
  @ChoiceField({
    label: '结果',
    of: ['CONFIRMED', 'DOUBTFUL', 'FALSE'],
    description: 'CONFIRMED 属实,DOUBTFUL 存疑,FALSE 不实',
  })
  result!: 'CONFIRMED' | 'DOUBTFUL' | 'FALSE';

  @TextField({ label: '说明', min: 2, max: 500 })
  note!: string;
}

export class SpotCheckRefResponse {
  @IdField({ label: '抽查' })
  id!: string;
}

export class ImposeSanctionRequest {
  @ChoiceField({ label: '限制', of: ['NO_SELF_BACKFILL'], description: '一年内不能自行补报时间' })
  kind!: 'NO_SELF_BACKFILL';

  @TextField({ label: '理由', min: 2, max: 500 })
  reason!: string;
}

export class SanctionResponse {
  @IdField({ label: '限制' })
  id!: string;

  @ChoiceField({ label: '种类', of: ['NO_SELF_BACKFILL'] })
  kind!: 'NO_SELF_BACKFILL';

  @DayField({ label: '起始日期' })
  validFrom!: string;

  @DayField({ label: '解除日期', description: '从这一天起不再限制' })
  validTo!: string;

  @TextField({ label: '理由', max: 500 })
  reason!: string;

  @FlagField({ label: '已提前解除' })
  isLifted!: boolean;
}

export class SanctionsResponse {
  @ApiProperty({ type: [SanctionResponse] })
  items!: readonly SanctionResponse[];
}

export class SanctionRefResponse {
  @IdField({ label: '限制' })
  id!: string;
}
