import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type ActingRequest,
  AllowSignedIn,
  CurrentActor,
  FromOrigin,
  OptionalKey,
  Public,
} from '../../../delivery/http/decorators';
import { TextField } from '../../../delivery/http/fields';
import { LimitedBy } from '../../../delivery/http/limits';
import { requireAccount } from '../access';
import type { Actor, Origin } from '../../../foundation/actor/actor';
import { Invitations } from '../invitations';
import { SignIn } from '../sign-in';
import type { TokenPair } from '../tokens';
import { OpensSession } from './opens-session';
import { SessionCookies } from './session-cookies';

export class SignInRequest {
  @TextField({ label: '用户名或志愿者编号', max: 64, example: 'street.admin' })
  username!: string;

  @TextField({ label: '密码', max: 128 })
  password!: string;

  @TextField({ label: '动态码', max: 20, optional: true, description: '启用了动态码的账号必填;也可填一个恢复码' })
  totpCode?: string;
}

export class AcceptInvitationRequest {
  @TextField({ label: '链接里的口令或开户单的单号', max: 100 })
  token!: string;

  @TextField({
    label: '6 位口令',
    max: 20,
    optional: true,
    description: '用开户单的必填，由申请开户单的管理员告诉本人',
  })
  pin?: string;

  @TextField({ label: '新密码', min: 10, max: 128 })
  password!: string;
}

export class AcceptedInvitationResponse {
  @ApiProperty({ description: '用来登录的用户名' })
  username!: string;
}

export class RefreshRequest {
  @TextField({ label: '刷新令牌', max: 200, optional: true, description: '用 Cookie 登录的页面不填' })
  refreshToken?: string | null;
}

@ApiTags('登录')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly invitations: Invitations,
    private readonly cookies: SessionCookies,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  @Public('登录本身')
  @LimitedBy('signInAddress', 'signInUsername')
  @ApiOperation({ summary: '登录', operationId: 'signIn' })
  @OpensSession()
  async withPassword(@Body() body: SignInRequest, @FromOrigin() origin: Origin): Promise<TokenPair> {
    return this.signIn.withPassword(body, origin);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public('访问令牌过期后换新')
  @LimitedBy('refresh')
  @ApiOperation({
    summary: '刷新令牌',
    operationId: 'refreshTokens',
    description:
      '刷新令牌只能用一次,再用视为被盗,整个登录作废。带上 Idempotency-Key 的,答复丢失后可用同一令牌、同一个值重发,得到同一个新刷新令牌,直到新令牌被用过。用 Cookie 登录的页面带上 X-Session: cookie 和 X-CSRF-Token 头,刷新令牌由浏览器带来。',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: '幂等键,8 到 128 个字符;重发时沿用同一个值' })
  @OpensSession()
  async refresh(
    @Body() { refreshToken }: RefreshRequest,
    @Req() request: FastifyRequest,
    @FromOrigin() { trace }: Origin,
    @OptionalKey() key: string | undefined,
  ): Promise<TokenPair> {
    if (typeof refreshToken === 'string') return this.signIn.refresh(refreshToken, { trace, key });
    const kept = this.cookies.requireRefreshToken(request);
    return this.signIn.refresh(kept, { trace, key, ofSession: this.cookies.requireSessionNamed(request) });
  }

  @Post('invitations/acceptances')
  @HttpCode(200)
  @Public('用一次性链接或开户单设置密码')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '用一次性链接或开户单设置密码',
    operationId: 'acceptInvitation',
    description: '链接和开户单只能用一次,不需要幂等键。',
  })
  @ApiOkResponse({ type: AcceptedInvitationResponse })
  async accept(
    @Body() body: AcceptInvitationRequest,
    @FromOrigin() { trace }: Origin,
  ): Promise<AcceptedInvitationResponse> {
    return this.invitations.accept(body, trace);
  }

  @Post('sign-out')
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({ summary: '退出登录', operationId: 'signOut' })
  async signOut(
    @CurrentActor() actor: Actor,
    @Req() request: ActingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.signOut(requireAccount(actor));
    // Whoever signs out by a token may be a guest on the phone of somebody who stays signed in.
    if (request.cookieToken !== undefined) this.cookies.clear(request, reply);
  }
}
