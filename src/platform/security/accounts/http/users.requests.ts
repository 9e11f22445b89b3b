import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, IdField, InstantField, NestedField, TextField } from '../../../delivery/http/fields';
import { ActorField } from '../../../delivery/http/names';
import type { HeldGrant, StaffAccount } from '../list-accounts';
import type { MadeStaff } from '../make-staff-account';
import type { Invitation } from '../send-invitation';
import type { AskedForSlip } from '../slips';
import { grantableRoles } from '../../../foundation/actor/permissions';
import type { Granting } from '../role-grants';

type GrantableRole = (typeof grantableRoles)[number];

export class GrantRequest {
  @ChoiceField({ label: '角色', of: grantableRoles })
  role!: GrantableRole;

  @IdField({ label: '区划' })
  divisionId!: string;

  @InstantField({ label: '生效时间', optional: true, description: '不填则立即生效' })
  validFrom?: string;

  @InstantField({ label: '截止时间', optional: true, description: '到这一刻失效;不填则到收回为止' })
  validTo?: string;
}

export class SingleGrantRequest extends GrantRequest {
  @TextField({ label: '事由', min: 2, max: 200, optional: true, description: '同意的人会看到' })
  reason?: string;
}

/** Who the person behind an account of staff is. */
class PersonFields {
  @TextField({ label: '本人手机号', max: 20, optional: true, example: '13800005678', description: '正式使用时必填' })
  phone?: string;

  @TextField({ label: '身份证号', max: 30, optional: true, description: '只用来核对是不是志愿者，不保存' })
  idNumber?: string;

  @TextField({
    label: '志愿者编号',
    max: 20,
    optional: true,
    example: 'V0000000018',
    description: '本人是志愿者的必填',
  })
  volunteerNo?: string;

  @FlagField({ label: '本人不是志愿者', optional: true, description: '与志愿者编号二选一' })
  hasNoVolunteer?: boolean;
}

export class NewUserRequest extends PersonFields {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({
    label: '初始密码',
    min: 10,
    max: 128,
    optional: true,
    description: '只在练习街道里填；正式使用由本人设置',
  })
  password?: string;

  @TextField({ label: '显示名', max: 40 })
  displayName!: string;

  @NestedField(() => GrantRequest, { label: '角色与范围', list: { min: 1, max: 20 } })
  grants!: GrantRequest[];

  @TextField({ label: '事由', min: 2, max: 200, optional: true, description: '为什么要这些角色；同意的人会看到' })
  reason?: string;
}

export class UserResponse implements MadeStaff {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '用户名' })
  username!: string;

  @ApiProperty({ description: '显示名' })
  displayName!: string;

  @ApiProperty({ type: [String], description: '等另一位安全管理员同意的角色，每个角色一件' })
  decisionIds!: readonly string[];
}

export class GrantCreatedResponse implements Granting {
  @ApiProperty({ type: String, description: '授权编号；等人同意时为空', format: 'uuid', nullable: true })
  id!: string | null;

  @ApiProperty({
    type: String,
    description: '等另一位安全管理员同意的事项；已经授予时为空',
    format: 'uuid',
    nullable: true,
  })
  decisionId!: string | null;
}

export class GrantEndedResponse {
  @ApiProperty({ description: '授权编号', format: 'uuid' })
  id!: string;
}

export class PersonRequest extends PersonFields {
  @TextField({ label: '事由', min: 2, max: 200, description: '如何向本人核实的；同意的人会看到，请不要写号码' })
  reason!: string;
}

export class AskedResponse {
  @ApiProperty({ description: '等另一位安全管理员同意的事项', format: 'uuid' })
  decisionId!: string;
}

export class SlipRequest {
  @TextField({ label: '事由', min: 2, max: 200, description: '如新入职、忘记密码；同意的人会看到' })
  reason!: string;
}

export class AskedForSlipResponse extends AskedResponse implements AskedForSlip {
  @ApiProperty({ description: '6 位口令，只显示这一次；请只告诉本人', example: '042917' })
  pin!: string;
}

export class TotpResetRequest {
  @TextField({
    label: '事由',
    min: 5,
    max: 200,
    description: '如何当面核实了本人;写入审计日志,请不要写证件号等个人信息',
  })
  reason!: string;
}

export class TotpResetResponse {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  userId!: string;
}

export class InvitationResponse implements Invitation {
  @ApiProperty({ enum: ['SMS', 'LINK'], description: 'SMS：已发到本人登记的手机；LINK：练习街道里显示出来' })
  way!: 'SMS' | 'LINK';

  @ApiProperty({ type: String, nullable: true, description: '链接；正式使用时为空，只发给本人' })
  link!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '链接里的口令；正式使用时为空' })
  token!: string | null;

  @ApiProperty({ description: '失效时间' })
  expiresAt!: Date;
}

export class HeldGrantResponse implements HeldGrant {
  @ApiProperty({ description: '授权编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '角色', enum: grantableRoles })
  role!: string;

  @ApiProperty({ description: '区划编号', format: 'uuid' })
  divisionId!: string;

  @ApiProperty({ description: '区划', example: '御景社区' })
  divisionName!: string;

  @ApiProperty({ description: '生效时间', format: 'date-time' })
  validFrom!: string;

  @ApiProperty({ type: String, description: '截止时间；空为到收回为止', format: 'date-time', nullable: true })
  validTo!: string | null;
}

export class SuspensionRequest {
  @TextField({ label: '事由', min: 2, max: 200, description: '写入审计日志，请不要写证件号等个人信息' })
  reason!: string;
}

export class SuspendedResponse {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  id!: string;
}

export class StaffAccountResponse implements StaffAccount {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '用户名' })
  username!: string;

  @ApiProperty({ description: '显示名' })
  displayName!: string;

  @ApiProperty({ description: '是否可用' })
  isActive!: boolean;

  @ApiProperty({ description: '已停用；恢复要两位安全管理员' })
  isSuspended!: boolean;

  @ApiProperty({ description: '本人是否已经打开；没有打开的，与建账号的人算作一个人' })
  isOpened!: boolean;

  @ActorField('建账号的人', { nullable: true })
  madeBy!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '登记的手机号，只显示头尾', example: '138****5678' })
  maskedPhone!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '本人的志愿者编号' })
  volunteerNo!: string | null;

  @ApiProperty({ description: '已说明本人不是志愿者' })
  hasNoVolunteer!: boolean;

  @ApiProperty({ type: [HeldGrantResponse], description: '现有的和将生效的角色' })
  grants!: readonly HeldGrantResponse[];

  @ApiProperty({ type: [String], description: '与它有关、等人决定的事项' })
  waitingDecisionIds!: readonly string[];
}

export class StaffAccountPageResponse {
  @ApiProperty({ type: [StaffAccountResponse], description: '账号' })
  items!: readonly StaffAccountResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
