import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn, CurrentActor } from '../../../delivery/http/decorators';
import { IdPipe } from '../../../delivery/http/id.pipe';
import { PageQuery } from '../../../delivery/http/paging';
import { requireAccount } from '../access';
import { StaffNotices } from '../staff-notices';
import type { Actor } from '../../../foundation/actor/actor';
import { ChangePassword } from '../change-password';
import { SecondFactor } from '../second-factor';
import { Sessions } from '../sessions';
import {
  PasswordChangeRequest,
  PasswordRequest,
  RecoveryCodesResponse,
  SessionListResponse,
  StaffNoticePageResponse,
  TotpCodeRequest,
  TotpRemovalRequest,
  TotpSetupResponse,
} from './account.requests';

/** What everybody does with the own account. Nothing here is kept with an idempotency key: answers hold secrets. */
@ApiTags('我的账号')
@Controller('me')
export class AccountController {
  constructor(
    private readonly sessions: Sessions,
    private readonly passwords: ChangePassword,
    private readonly factor: SecondFactor,
    private readonly notices: StaffNotices,
  ) {}

  @Get('staff-notices')
  @AllowSignedIn()
  @ApiOperation({ summary: '给全体工作人员的通知，新的在前；没有角色的账号看不到', operationId: 'listStaffNotices' })
  @ApiOkResponse({ type: StaffNoticePageResponse })
  async told(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<StaffNoticePageResponse> {
    return this.notices.page(requireAccount(actor), query);
  }

  @Get('sessions')
  @AllowSignedIn()
  @ApiOperation({ summary: '我在哪些设备上登录着', operationId: 'listOwnSessions' })
  @ApiOkResponse({ type: SessionListResponse })
  async list(@CurrentActor() actor: Actor): Promise<SessionListResponse> {
    return { items: await this.sessions.list(requireAccount(actor)) };
  }

  @Post('sessions/:sessionId/revocation')
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({ summary: '退出一处登录', operationId: 'endOwnSession', description: '天然幂等,不需要幂等键。' })
  async end(@CurrentActor() actor: Actor, @Param('sessionId', IdPipe) sessionId: string): Promise<void> {
    return this.sessions.end(requireAccount(actor), sessionId);
  }

  @Post('sessions/others/revocation')
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({
    summary: '退出其他所有登录',
    operationId: 'endOtherSessions',
    description: '天然幂等,不需要幂等键。',
  })
  async endOthers(@CurrentActor() actor: Actor): Promise<void> {
    return this.sessions.endOthers(requireAccount(actor));
  }

  @Post('password')
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({
    summary: '修改密码;其他登录随即退出',
    operationId: 'changeOwnPassword',
    description: '密码不随幂等键保存;重复提交会因原密码已改而被拒绝。',
  })
  async change(@CurrentActor() actor: Actor, @Body() body: PasswordChangeRequest): Promise<void> {
    return this.passwords.execute(requireAccount(actor), body);
  }

  @Post('totp')
  @HttpCode(200)
  @AllowSignedIn()
  @ApiOperation({
    summary: '开始设置动态码;密钥只显示这一次',
    operationId: 'beginTotp',
    description: '密钥不随幂等键保存;重复提交得到新的密钥,旧的作废。',
  })
  @ApiOkResponse({ type: TotpSetupResponse })
  async begin(@CurrentActor() actor: Actor, @Body() { password }: PasswordRequest): Promise<TotpSetupResponse> {
    return this.factor.begin(requireAccount(actor), password);
  }

  @Post('totp/confirmation')
  @HttpCode(200)
  @AllowSignedIn()
  @ApiOperation({
    summary: '用一个动态码启用;返回恢复码,只显示这一次',
    operationId: 'confirmTotp',
    description: '恢复码不随幂等键保存;一个动态码只能用一次。',
  })
  @ApiOkResponse({ type: RecoveryCodesResponse })
  async confirm(@CurrentActor() actor: Actor, @Body() { code }: TotpCodeRequest): Promise<RecoveryCodesResponse> {
    return { recoveryCodes: await this.factor.confirm(requireAccount(actor), code) };
  }

  @Post('totp/removal')
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({
    summary: '停用动态码',
    operationId: 'removeTotp',
    description: '一个动态码只能用一次,不需要幂等键。',
  })
  async remove(@CurrentActor() actor: Actor, @Body() { password, code }: TotpRemovalRequest): Promise<void> {
    return this.factor.remove(requireAccount(actor), password, code);
  }
}
