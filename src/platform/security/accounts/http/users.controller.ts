import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../delivery/http/decorators';
import { IdPipe } from '../../../delivery/http/id.pipe';
import { PageQuery } from '../../../delivery/http/paging';
import { ListAccounts } from '../list-accounts';
import { MakeStaffAccount } from '../make-staff-account';
import type { Actor } from '../../../foundation/actor/actor';
import { ResetSecondFactor } from '../reset-second-factor';
import { RoleGrants } from '../role-grants';
import { SuspendAccount } from '../suspend-account';
import {
  GrantCreatedResponse,
  GrantEndedResponse,
  NewUserRequest,
  SingleGrantRequest,
  StaffAccountPageResponse,
  AskedResponse,
  StaffAccountResponse,
  SuspendedResponse,
  SuspensionRequest,
  TotpResetRequest,
  TotpResetResponse,
  UserResponse,
} from './users.requests';

@ApiTags('账号与角色')
@Controller('users')
export class UsersController {
  constructor(
    private readonly list: ListAccounts,
    private readonly staff: MakeStaffAccount,
    private readonly grants: RoleGrants,
    private readonly factorReset: ResetSecondFactor,
    private readonly suspension: SuspendAccount,
  ) {}

  @Get()
  @Allow('user.manage')
  @ApiOperation({ summary: '工作人员账号：本人、角色、谁建的、是否打开', operationId: 'listUsers' })
  @ApiOkResponse({ type: StaffAccountPageResponse })
  async page(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<StaffAccountPageResponse> {
    return this.list.page(actor, query);
  }

  @Get(':userId')
  @Allow('user.manage')
  @ApiOperation({ summary: '一个工作人员账号', operationId: 'getUser' })
  @ApiOkResponse({ type: StaffAccountResponse })
  async one(@CurrentActor() actor: Actor, @Param('userId', IdPipe) userId: string): Promise<StaffAccountResponse> {
    return this.list.one(actor, userId);
  }

  @Post()
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '新建账号；角色须另一位安全管理员同意，密码由本人设置',
    operationId: 'createUser',
    description: '建好后用短信链接或开户单由本人打开；打开以前，与建账号的人算作一个人。',
  })
  @ApiCreatedResponse({ type: UserResponse })
  async create(@Command() context: CommandContext, @Body() body: NewUserRequest): Promise<UserResponse> {
    return this.staff.execute(context, body);
  }

  @Post(':userId/grants')
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({ summary: '提出授予角色；另一位安全管理员同意后生效', operationId: 'grantRole' })
  @ApiCreatedResponse({ type: GrantCreatedResponse })
  async grant(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() body: SingleGrantRequest,
  ): Promise<GrantCreatedResponse> {
    return this.grants.grant(context, userId, body);
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

  @Post(':userId/suspension')
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '停用账号，一人办理，立即生效',
    operationId: 'suspendUser',
    description: '所有登录马上退出（别的进程至多 5 秒），不能再登录、决定或打开；本人收到短信，登录时也会看到。',
  })
  @ApiCreatedResponse({ type: SuspendedResponse })
  async suspend(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() { reason }: SuspensionRequest,
  ): Promise<SuspendedResponse> {
    return this.suspension.suspend(context, userId, reason);
  }

  @Post(':userId/suspension/ending')
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({ summary: '提出恢复停用的账号；另一位安全管理员同意后生效', operationId: 'askToRestoreUser' })
  @ApiCreatedResponse({ type: AskedResponse })
  async restore(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() { reason }: SuspensionRequest,
  ): Promise<AskedResponse> {
    return this.suspension.askBack(context, userId, reason);
  }

  @Post(':userId/grants/:grantId/revocation')
  @Allow('user.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '收回角色,一人办理,立即生效', operationId: 'revokeRole' })
  @ApiOkResponse({ type: GrantEndedResponse })
  async revoke(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Param('grantId', IdPipe) grantId: string,
  ): Promise<GrantEndedResponse> {
    return this.grants.revoke(context, userId, grantId);
  }
}
