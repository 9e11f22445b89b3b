import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay } from '../../../../kernel/local-day';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import { ActorField } from '../../../../platform/delivery/http/names';
import { recordStatuses } from '../../computing';
import type { EvidencePunch, RecordEvidence, SameDayRecord } from '../application/show-record-evidence';
import type { RecentRecord, RecordYear } from '../persistence/record-directory';
import { RecordStepResponse, RecordTimeSpanResponse } from './own-record.responses';

export class EvidencePunchResponse implements EvidencePunch {
  @ChoiceField({ label: '方向', of: ['IN', 'OUT'], description: 'IN 签到，OUT 签退' })
  direction!: 'IN' | 'OUT';

  @InstantField({ label: '时间' })
  punchedAt!: string;

  @TextField({ label: '怎样打的', max: 40, example: '扫了现场的码' })
  methodWords!: string;

  @TextField({
    label: '在不在现场',
    max: 60,
    nullable: true,
    description: '本人同意定位才有，只作凭据，不作决定；离活动地点的距离取整到 10 米',
    example: '范围内，离活动地点约 30 米',
  })
  placeWords!: string | null;

  @ActorField('登记人')
  recordedBy!: string;

  @FlagField({ label: '已被更正', description: '之后有更正代替了它，不再计入', example: false })
  isReplaced!: boolean;
}

export class SameDayRecordResponse extends RecordTimeSpanResponse implements SameDayRecord {
  @IdField({ label: '记录' })
  recordId!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @ChoiceField({ label: '状态', of: recordStatuses })
  status!: string;

  @IntField({ label: '认定分钟', min: 0, max: 1440 })
  creditedMinutes!: number;

  @ApiProperty({ type: [RecordTimeSpanResponse], description: '计入的时间' })
  counted!: readonly RecordTimeSpanResponse[];
}

export class EvidenceDayResponse {
  @IntField({ label: '当天认定分钟', min: 0, max: 100_000, description: '连同这一条，包括还没有入账的', example: 150 })
  creditedMinutes!: number;

  @IntField({ label: '不须批准的上限', min: 0, max: 100_000, description: '一天的分钟', example: 480 })
  automaticMinutes!: number;
}

export class EvidenceDoubtResponse {
  @TextField({ label: '疑点', max: 300, example: '同一部手机在几分钟里给 4 人打过卡。' })
  sentence!: string;

  @FlagField({ label: '已查实', description: '否：还没有人下结论', example: false })
  isConfirmed!: boolean;

  @InstantField({ label: '提示时间' })
  raisedAt!: string;
}

export class RecentRecordResponse implements RecentRecord {
  @IdField({ label: '记录' })
  recordId!: string;

  @DayField({ label: '服务日期' })
  servedOn!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @ChoiceField({ label: '状态', of: recordStatuses })
  status!: string;

  @IntField({ label: '分钟', min: 0, max: 2880, description: '认定的，连同超限获批的' })
  creditedMinutes!: number;
}

export class RecordYearResponse implements RecordYear {
  @IntField({ label: '今年已确认的分钟', min: 0, max: 1_000_000, example: 880 })
  creditedMinutes!: number;

  @IntField({ label: '今年退回的条数', min: 0, max: 100_000, example: 0 })
  rejectedCount!: number;
}

export class RecordEvidenceResponse implements RecordEvidence {
  @IdField({ label: '记录' })
  recordId!: string;

  @TextField({ label: '活动所在区划', max: 100, example: '福民社区' })
  divisionName!: string;

  @TextField({ label: '地点', max: 200, example: '福民社区居委会门前' })
  placeName!: string;

  @TextField({ label: '服务队', max: 100, example: '巡河队' })
  teamName!: string;

  @TextField({ label: '队长', max: 60, nullable: true, description: '现任队长的姓名', example: '侯晓俊' })
  leaderName!: string | null;

  @ApiProperty({ type: RecordTimeSpanResponse, description: '计划的时间，到延长后的结束' })
  planned!: RecordTimeSpanResponse;

  @ApiProperty({ type: [RecordTimeSpanResponse], description: '安排的休息' })
  breaks!: readonly RecordTimeSpanResponse[];

  @ApiProperty({ type: [RecordTimeSpanResponse], description: '计入的时间' })
  counted!: readonly RecordTimeSpanResponse[];

  @ApiProperty({ type: [RecordStepResponse], description: '从打卡到认定分钟，每步一句，带分钟' })
  steps!: readonly RecordStepResponse[];

  @ApiProperty({ type: [EvidencePunchResponse], description: '全部打卡，早的在前' })
  punches!: readonly EvidencePunchResponse[];

  @ApiProperty({ type: [SameDayRecordResponse], description: '本人同一天的其他记录，退回和冲正的除外' })
  sameDay!: readonly SameDayRecordResponse[];

  @ApiProperty({ type: EvidenceDayResponse, description: '同一天合计' })
  day!: EvidenceDayResponse;

  @TextField({
    label: '手机',
    max: 100,
    nullable: true,
    description: '打卡的手机在这一场还给谁打过卡；不是用手机打的为空',
    example: '打卡的手机在本场只打过本人的卡。',
  })
  phone!: string | null;

  @ApiProperty({ type: [EvidenceDoubtResponse], description: '与本人有关的异常提示，新的在前，查明无碍的除外' })
  doubts!: readonly EvidenceDoubtResponse[];

  @ApiProperty({ type: [RecentRecordResponse], description: '本人最近的五条记录，新的在前；别处的只给能审核的人看' })
  recent!: readonly RecentRecordResponse[];

  @ApiProperty({ type: RecordYearResponse, description: '本人今年；别处的只给能审核的人看' })
  year!: RecordYearResponse;

  @DayField({
    label: '公示到哪天',
    nullable: true,
    description: '现在通过的话，公示到这一天，含当天；不在等待审核的为空',
  })
  publicUntilIfApproved!: LocalDay | null;
}
