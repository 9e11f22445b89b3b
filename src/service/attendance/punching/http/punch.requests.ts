import { applyDecorators } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import { ChoiceField, IdField, InstantField, TextField } from '../../../../platform/delivery/http/fields';
import type { PunchDirection } from '../domain/rotating-code';

/** What routes that take the id of a punch say about it. */
export const OWN_KEY = '打卡编号就是幂等键,永久有效:同一编号、同一内容重发得到第一次的结果,不会重复记录。';

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

/** What stands on the screen: its digits, or the end of its link. */
export function CodeField(): PropertyDecorator {
  return TextField({ label: '打卡码', max: 40, description: '六位数字,或二维码链接里的最后一段' });
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

  @CodeField()
  code!: string;

  @DeviceIdField()
  deviceId?: string;

  @InstantField({ label: '设备发送时间', optional: true })
  deviceSentAt?: string;
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
