import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../http/decorators';
import { IdPipe } from '../../http/id.pipe';
import { ChoiceField, IdField, InstantField, NestedField, TextField } from '../../http/fields';
import type { Actor } from '../actor';
import { type Invitation, Invitations } from '../invitations';
import { grantableRoles } from '../permissions';
import { ResetSecondFactor } from '../reset-second-factor';
import { UserAccounts, type UserView } from '../user-accounts';

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

export class NewUserRequest {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({ label: '初始密码', min: 10, max: 128 })
  password!: string;

  @TextField({ label: '显示名', max: 40 })
  displayName!: string;

  @NestedField(() => GrantRequest, { label: '角色与范围', list: { min: 1, max: 20 } })
  grants!: GrantRequest[];
}

export class UserResponse implements UserView {
  @ApiProperty({ description: '账号编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '用户名' })
  username!: string;

  @ApiProperty({ description: '显示名' })
  displayName!: string;
}

export class GrantCreatedResponse {
  @ApiProperty({ description: '授权编号', format: 'uuid' })
  id!: string;
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
  @ApiProperty({ description: '链接,交给本人' })
  link!: string;

  @ApiProperty({ description: '链接里的口令' })
  token!: string;

  @ApiProperty({ description: '失效时间' })
  expiresAt!: Date;
}

@ApiTags('账号与角色')
@Controller('users')
export class UsersController {
  constructor(
    private readonly accounts: UserAccounts,
    private readonly invitations: Invitations,
    private readonly factorReset: ResetSecondFactor,
  ) {}

  @Post()
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({ summary: '新建账号', operationId: 'createUser' })
  @ApiCreatedResponse({ type: UserResponse })
  async create(@Command() context: CommandContext, @Body() body: NewUserRequest): Promise<UserResponse> {
    return this.accounts.create(context, body);
  }

  @Post(':userId/grants')
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({ summary: '授予角色', operationId: 'grantRole' })
  @ApiCreatedResponse({ type: GrantCreatedResponse })
  async grant(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() body: GrantRequest,
  ): Promise<GrantCreatedResponse> {
    return this.accounts.grant(context, userId, body);
  }

  @Post(':userId/invitations')
  @Allow('user.manage')
  @ApiOperation({
    summary: '发一条设置密码的一次性链接,7 天内有效',
    operationId: 'inviteUser',
    description: '链接只显示这一次,不随幂等键保存;再次提交得到新的链接,上一条作废。',
  })
  @ApiCreatedResponse({ type: InvitationResponse })
  async invite(@CurrentActor() actor: Actor, @Param('userId', IdPipe) userId: string): Promise<InvitationResponse> {
    return this.invitations.invite(actor, userId);
  }

  @Post(':userId/totp/removal')
  @Allow('user.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '为丢了手机和恢复码的人停用动态码;其所有登录随即退出', operationId: 'resetTotp' })
  @ApiOkResponse({ type: TotpResetResponse })
  async resetTotp(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() { reason }: TotpResetRequest,
  ): Promise<TotpResetResponse> {
    return this.factorReset.execute(context, { userId, reason });
  }

  @Post(':userId/grants/:grantId/revocation')
  @Allow('user.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '收回角色,立即生效', operationId: 'revokeRole' })
  @ApiOkResponse({ type: GrantCreatedResponse })
  async revoke(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Param('grantId', IdPipe) grantId: string,
  ): Promise<GrantCreatedResponse> {
    return this.accounts.revoke(context, userId, grantId);
  }
}
