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
import { type CauseKind, causeKinds, type PostingReason, postingReasons } from '../../ledger';
import type { PointEntryExplanation, PointEntryQuestion } from '../application/explain-point-entry';

const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

export class PointEntryQuery implements PointEntryQuestion {
  @IntField({ label: '序号', min: 1, max: MAX_NUMBER, description: '积分明细里的序号' })
  seq!: number;

  @IdField({ label: '已并入的编号', optional: true, description: '填了则说明那个账户里的一笔' })
  linkedVolunteerId?: string;
}

export class PointEntryExplanationResponse implements PointEntryExplanation {
  @IntField({ label: '序号', min: 1, max: MAX_NUMBER })
  seq!: number;

  @IntField({ label: '数额', min: -MAX_NUMBER, max: MAX_NUMBER, description: '十分之一分，带正负号' })
  amount!: number;

  @ChoiceField({ label: '事由', of: postingReasons })
  reason!: PostingReason;

  @ChoiceField({ label: '来源种类', of: causeKinds })
  causeKind!: CauseKind;

  @TextField({ label: '规则版本', max: 40 })
  ruleVersion!: string;

  @DayField({ label: '这一版规则的施行日期', nullable: true, description: '不按规则、由人加减的为 null' })
  ruleEffectiveFrom!: string | null;

  @InstantField({ label: '发生时间' })
  effectiveAt!: string;

  @InstantField({ label: '入账时间' })
  recordedAt!: string;

  @IntField({ label: '冲回的序号', min: 1, max: MAX_NUMBER, nullable: true, description: '不是冲回的为 null' })
  reversesSeq!: number | null;

  @IntField({ label: '被哪一笔冲回', min: 1, max: MAX_NUMBER, nullable: true, description: '没有被冲回的为 null' })
  reversedBySeq!: number | null;

  @IdField({ label: '服务记录', nullable: true, description: '不是由服务记录来的为 null' })
  recordId!: string | null;

  @TextField({ label: '活动', max: 60, nullable: true, example: '周日巡河' })
  activityTitle!: string | null;

  @DayField({ label: '服务日期', nullable: true })
  servedOn!: string | null;

  @IntField({ label: '分钟', min: 0, max: 10_000, nullable: true, description: '这一笔所算的时间' })
  minutes!: number | null;

  @TextField({ label: '理由', max: 500, nullable: true, description: '由人加减的理由；按规则计算的为 null' })
  grounds!: string | null;

  @FlagField({ label: '是超上限后批准补记的' })
  isGrant!: boolean;

  @ApiProperty({
    type: [String],
    description: '从哪里来，每步一句；后来被冲回的，最后一句说明',
    example: ['120 分钟，每小时 10 分。', '按时间得 20 分，不足 0.1 分的部分舍去。'],
  })
  sentences!: readonly string[];

  @FlagField({
    label: '重新计算一致',
    nullable: true,
    description: '按入账时的规则重新计算，是否一分不差；不按时间计算的为 null',
  })
  isSameAgain!: boolean | null;
}
