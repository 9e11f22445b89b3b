import { ApiProperty, PickType } from '@nestjs/swagger';
import { FlagField, IdField, InstantField, IntField, TextField } from '../../../platform/delivery/http/fields';
import type { Cancellation, UntoldPerson } from '../application/show-cancellation';
import { ActivityShiftResponse } from './activity.responses';

export class UntoldPersonResponse implements UntoldPerson {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @TextField({ label: '志愿者编号', max: 11 })
  volunteerNo!: string;

  @TextField({ label: '姓名', max: 40 })
  name!: string;

  @InstantField({ label: '本人报名的第一场' })
  startsAt!: string;
}

export class CancelledShiftResponse extends PickType(ActivityShiftResponse, ['id', 'startsAt', 'endsAt', 'status']) {}

export class CancellationResponse implements Cancellation {
  @IdField({ label: '活动' })
  activityId!: string;

  @TextField({ label: '活动名称', max: 80, example: '周六巡河' })
  title!: string;

  @TextField({ label: '集合地点', max: 120, example: '滨河公园南门' })
  placeName!: string;

  @FlagField({ label: '已经取消', example: false })
  isCancelled!: boolean;

  @TextField({ label: '取消原因', max: 200, nullable: true, example: '暴雨红色预警' })
  reason!: string | null;

  @ApiProperty({ type: [CancelledShiftResponse], description: '会取消的场次；取消以后，是取消了的场次' })
  shifts!: readonly CancelledShiftResponse[];

  @IntField({ label: '报名和候补的人数', min: 0, max: 100_000, example: 12 })
  peopleCount!: number;

  @IntField({ label: '其中收得到短信的人数', min: 0, max: 100_000, example: 7 })
  textCount!: number;

  @IntField({
    label: '其中只在打开系统时看得到通知的人数',
    min: 0,
    max: 100_000,
    example: 3,
    description: '没有同意短信或本街道没有短信，有自己启用的账号',
  })
  inboxCount!: number;

  @ApiProperty({ type: [UntoldPersonResponse], description: '手机上收不到的人，须打电话或当面告知' })
  untold!: readonly UntoldPersonResponse[];
}
