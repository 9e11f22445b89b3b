import { ApiProperty } from '@nestjs/swagger';
import type { RosterLine } from '../application/read-roster';
import type { SignupAnswer } from '../application/signup-answer';
import type { Burden, BurdenWarning } from '../application/signup-burden';
import { duties, type Duty, type SignupStatus } from '../domain/activity-kinds';
import { type LoadKind, loadKinds } from '../domain/signup-load';
import type { OwnSignup, SignupTime } from '../persistence/signup-directory';

export class SignupResponse implements SignupAnswer {
  @ApiProperty({ format: 'uuid', description: '报名编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ format: 'uuid', description: '岗位' })
  positionId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ enum: ['CONFIRMED', 'WAITLISTED', 'CANCELLED'], description: '状态' })
  status!: SignupStatus;

  @ApiProperty({ type: 'integer', nullable: true, description: '候补顺位,1 为下一个;不在候补为 null' })
  waitlistPlace!: number | null;

  @ApiProperty({ format: 'date-time', description: '报名时间' })
  signedUpAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '递补时间' })
  promotedAt!: string | null;
}

export class OwnSignupResponse implements OwnSignup {
  @ApiProperty({ format: 'uuid', description: '报名编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ format: 'uuid', description: '活动' })
  activityId!: string;

  @ApiProperty({ description: '活动名称' })
  title!: string;

  @ApiProperty({ description: '集合地点' })
  placeName!: string;

  @ApiProperty({ description: '带队的服务队', example: '春风志愿服务队' })
  teamName!: string;

  @ApiProperty({ description: '岗位名称' })
  positionName!: string;

  @ApiProperty({ description: '这个岗位是否计入服务时长', example: true })
  isService!: boolean;

  @ApiProperty({ format: 'date-time', description: '开始' })
  startsAt!: Date;

  @ApiProperty({ format: 'date-time', description: '结束' })
  endsAt!: Date;

  @ApiProperty({ enum: ['SCHEDULED', 'CLOSED', 'CANCELLED'], description: '场次状态' })
  shiftStatus!: string;

  @ApiProperty({ enum: ['CONFIRMED', 'WAITLISTED', 'CANCELLED'], description: '状态' })
  status!: SignupStatus;

  @ApiProperty({ type: 'integer', nullable: true, description: '候补顺位,1 为下一个;不在候补为 null' })
  waitlistPlace!: number | null;

  @ApiProperty({ format: 'date-time', description: '报名时间' })
  signedUpAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '递补时间' })
  promotedAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '取消时间' })
  cancelledAt!: Date | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '取消原因：本人写的，或取消这一场的人写的；工作人员看一个人的报名时为空',
    example: '暴雨红色预警',
  })
  cancelReason!: string | null;
}

export class OwnSignupPageResponse {
  @ApiProperty({ type: [OwnSignupResponse] })
  items!: readonly OwnSignupResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置;最后一页为 null' })
  next!: string | null;
}

export class RosterLineResponse implements RosterLine {
  @ApiProperty({ format: 'uuid', description: '报名编号' })
  signupId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名' })
  name!: string | null;

  @ApiProperty({ description: '姓名的拼音首字母，小写；没有姓名为空', example: 'zgl' })
  initials!: string;

  @ApiProperty({ format: 'uuid', description: '岗位' })
  positionId!: string;

  @ApiProperty({ description: '岗位名称' })
  positionName!: string;

  @ApiProperty({ description: '这个岗位是否计入服务时长', example: true })
  isService!: boolean;

  @ApiProperty({ enum: [...duties], description: '职责' })
  duty!: Duty;

  @ApiProperty({ enum: ['CONFIRMED', 'WAITLISTED'], description: '状态' })
  status!: 'CONFIRMED' | 'WAITLISTED';

  @ApiProperty({ format: 'date-time', description: '报名时间' })
  signedUpAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '递补时间' })
  promotedAt!: Date | null;

  @ApiProperty({
    enum: [...loadKinds],
    isArray: true,
    description: '报名时提醒过、本人确认了的：REST 两天之间休息太少，DAY 一天太多，WEEK 一周太多',
    example: ['DAY'],
  })
  loadMarks!: readonly LoadKind[];
}

export class SignupTimeResponse implements SignupTime {
  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ description: '活动名称' })
  title!: string;

  @ApiProperty({ format: 'date-time', description: '开始' })
  startsAt!: Date;

  @ApiProperty({ format: 'date-time', description: '结束' })
  endsAt!: Date;

  @ApiProperty({ description: '场次是否还没有结束', example: true })
  isScheduled!: boolean;
}

export class SignupWarningResponse implements BurdenWarning {
  @ApiProperty({ enum: [...loadKinds], description: 'REST 两天之间休息太少，DAY 一天太多，WEEK 一周太多' })
  kind!: LoadKind;

  @ApiProperty({
    description: '给本人看的一句话',
    example: '报上这一场，12 月 5 日一天共 9 小时，超过建议的 8 小时，请量力而行。',
  })
  sentence!: string;
}

export class SignupCheckResponse implements Burden {
  @ApiProperty({
    type: SignupTimeResponse,
    nullable: true,
    description: '时间重叠的另一场；没有为 null。有重叠时不能报名',
  })
  overlap!: SignupTimeResponse | null;

  @ApiProperty({ type: [SignupWarningResponse], description: '休息与时长的提醒；不为空时，报名须带 confirmsLoad' })
  warnings!: readonly SignupWarningResponse[];
}

export class RosterResponse {
  @ApiProperty({ type: [RosterLineResponse] })
  items!: readonly RosterLineResponse[];
}
