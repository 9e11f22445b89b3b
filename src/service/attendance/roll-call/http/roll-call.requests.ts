import { ApiProperty, PickType } from '@nestjs/swagger';
import {
  ChoiceField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import type { WalkIn } from '../application/add-walk-in';
import { type LoadKind, loadKinds } from '../../../activities';
import { DirectionField, type PunchDirection, PunchIdField, PunchReceiptResponse } from '../../punching';

export class StaffPunchRequest {
  @PunchIdField()
  punchId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @TextField({ label: '代打卡原因', min: 2, max: 200 })
  reason!: string;
}

export class RollCallLineRequest {
  @PunchIdField()
  punchId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @DirectionField()
  direction!: PunchDirection;
}

export class RollCallRequest {
  @NestedField(() => RollCallLineRequest, { label: '点名', list: { min: 1, max: 200 } })
  lines!: RollCallLineRequest[];
}

export class WalkInRequest {
  @PunchIdField()
  punchId!: string;

  @TextField({ label: '姓名', min: 2, max: 60, example: '王秀英' })
  name!: string;

  @TextField({
    label: '手机号后四位',
    min: 4,
    max: 4,
    pattern: /^\d{4}$/,
    hint: '须为四位数字',
    example: '1234',
    description: '本人登记时留的手机号',
  })
  phoneLastFour!: string;
}

export class WalkInResponse
  extends PickType(PunchReceiptResponse, ['status', 'punchId', 'volunteerId', 'punchedAt'])
  implements WalkIn
{
  @TextField({ label: '说明', max: 400 })
  message!: string;
}

export class RestIsHereRequest {
  @PunchIdField()
  callId!: string;

  @DirectionField()
  direction!: PunchDirection;
}

export class RollCallAnswerResponse {
  @ChoiceField({ label: '结果', of: ['RECORDED', 'IN_REVIEW', 'DECLINED', 'REFUSED', 'RETRY'] })
  status!: 'RECORDED' | 'IN_REVIEW' | 'DECLINED' | 'REFUSED' | 'RETRY';

  @IdField({ label: '打卡编号' })
  punchId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @ChoiceField({ label: '方向', of: ['IN', 'OUT'] })
  direction!: PunchDirection;

  @TextField({ label: '说明', max: 400 })
  message!: string;

  @TextField({ label: '未记录的原因代码', max: 60, optional: true })
  code?: string;

  @InstantField({ label: '记录的时间', optional: true })
  punchedAt?: string;
}

export class RollCallResponse {
  @ApiProperty({ type: [RollCallAnswerResponse], description: '逐行结果,顺序与请求一致' })
  items!: readonly RollCallAnswerResponse[];
}

export class AttendanceRosterLineResponse {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '志愿者编号', max: 40 })
  volunteerNo!: string;

  @TextField({ label: '姓名', max: 60 })
  name!: string;

  @ApiProperty({ description: '姓名的拼音首字母，小写；没有姓名为空', example: 'zgl' })
  initials!: string;

  @ApiProperty({ type: Boolean, description: '是否已报名' })
  isSignedUp!: boolean;

  @ApiProperty({
    enum: [...loadKinds],
    isArray: true,
    description: '报名时提醒过、本人确认了的：REST 两天之间休息太少，DAY 一天太多，WEEK 一周太多',
    example: ['DAY'],
  })
  loadMarks!: readonly LoadKind[];

  @ChoiceField({ label: '状态', of: ['MISSING', 'PRESENT', 'LEFT'], description: '未到、在场、已离开' })
  state!: 'MISSING' | 'PRESENT' | 'LEFT';

  @InstantField({ label: '签到时间', nullable: true })
  checkedInAt!: string | null;

  @InstantField({ label: '签退时间', nullable: true })
  checkedOutAt!: string | null;
}

export class AttendanceRosterResponse {
  @IdField({ label: '场次' })
  shiftId!: string;

  @IntField({ label: '报名人数', min: 0, max: 100_000 })
  signedUpCount!: number;

  @IntField({ label: '在场人数', min: 0, max: 100_000 })
  presentCount!: number;

  @IntField({ label: '已离开人数', min: 0, max: 100_000 })
  leftCount!: number;

  @IntField({ label: '未到人数', min: 0, max: 100_000 })
  missingCount!: number;

  @ApiProperty({ type: [AttendanceRosterLineResponse], description: '名单' })
  lines!: readonly AttendanceRosterLineResponse[];
}

export class CallListLineResponse extends PickType(AttendanceRosterLineResponse, [
  'volunteerId',
  'volunteerNo',
  'name',
  'checkedInAt',
  'checkedOutAt',
]) {}

export class CallListResponse {
  @IdField({ label: '场次' })
  shiftId!: string;

  @IntField({ label: '由他人登记到场的人数', min: 0, max: 100_000 })
  calledCount!: number;

  @ApiProperty({ type: [CallListLineResponse], description: '其中须当面告知的人' })
  lines!: readonly CallListLineResponse[];
}
