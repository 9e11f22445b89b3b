import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import {
  ChoiceField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../../platform/delivery/http/fields';
import type { PunchDirection } from '../domain/rotating-code';

/** The key of a punch: made by the device, kept for repetitions. */
export function PunchIdField(): PropertyDecorator {
  return applyDecorators(
    IdField({ label: '打卡编号', description: '由设备生成的 UUIDv7,重试时沿用同一个值,系统只记录一次' }),
    IsUUID(7, { message: '打卡编号须为 UUIDv7。' }),
  );
}

export function DirectionField(): PropertyDecorator {
  return ChoiceField({ label: '方向', of: ['IN', 'OUT'], description: 'IN 签到,OUT 签退' });
}

/** Told by the phone itself, so that nothing hangs on it: see the signal SHARED_DEVICE. */
export function DeviceIdField(): PropertyDecorator {
  return TextField({
    label: '设备标识',
    min: 16,
    max: 64,
    pattern: /^[\w-]+$/,
    hint: '须为字母、数字、短横或下划线',
    optional: true,
    description: '设备自己生成并保存的随机数,可不填;只用来发现一台设备替多人打卡,换场次后不能对应',
  });
}

export class RecordPunchRequest {
  @PunchIdField()
  punchId!: string;

  @IdField({ label: '场次' })
  shiftId!: string;

  @DirectionField()
  direction!: PunchDirection;

  @TextField({ label: '打卡码', max: 40, description: '六位数字,或二维码链接里的最后一段' })
  code!: string;

  @DeviceIdField()
  deviceId?: string;

  @InstantField({ label: '设备发送时间', optional: true })
  deviceSentAt?: string;
}

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

export class RestIsHereRequest {
  @PunchIdField()
  callId!: string;

  @DirectionField()
  direction!: PunchDirection;
}

export class CodeQuery {
  @DirectionField()
  direction!: PunchDirection;
}

export class PunchReceiptResponse {
  @ChoiceField({
    label: '结果',
    of: ['RECORDED', 'IN_REVIEW', 'DECLINED'],
    description: 'RECORDED 已记录，IN_REVIEW 已保存、待队外工作人员复核，DECLINED 复核后没有采纳',
  })
  status!: 'RECORDED' | 'IN_REVIEW' | 'DECLINED';

  @IdField({ label: '打卡编号' })
  punchId!: string;

  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @IdField({ label: '场次' })
  shiftId!: string;

  @TextField({ label: '活动名称', max: 200 })
  activityTitle!: string;

  @ChoiceField({ label: '方向', of: ['IN', 'OUT'] })
  direction!: PunchDirection;

  @InstantField({ label: '记录的时间' })
  punchedAt!: string;

  @TextField({ label: '说明', max: 400, description: '记录了什么,下一步做什么' })
  message!: string;
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

export class ShownCodeResponse {
  @IdField({ label: '场次' })
  shiftId!: string;

  @ChoiceField({ label: '方向', of: ['IN', 'OUT'] })
  direction!: PunchDirection;

  @TextField({ label: '六位打卡码', max: 6, example: '042917' })
  digits!: string;

  @TextField({ label: '二维码链接', max: 400 })
  link!: string;

  @IntField({ label: '剩余秒数', min: 0, max: 30 })
  secondsLeft!: number;
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
