import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromOrigin, Public } from '../../../platform/delivery/http/decorators';
import { LimitedBy } from '../../../platform/delivery/http/limits';
import type { Origin } from '../../../platform/foundation/actor/actor';
import { OpensSession } from '../../../platform/security/identity/http/opens-session';
import type { TokenPair } from '../../../platform/security/identity/tokens';
import { ExternalSignIn } from '../application/external-sign-in';
import {
  BeginExternalSignInRequest,
  BegunSignInResponse,
  ExternalSecondFactorRequest,
  GatewayAnswerRequest,
  SignInProviderListResponse,
} from './external-sign-in.requests';

@ApiTags('登录')
@Controller('auth')
export class ExternalSignInController {
  constructor(private readonly signIn: ExternalSignIn) {}

  @Get('external-providers')
  @Public('登录页上的按钮')
  @ApiOperation({ summary: '可以用哪些平台登录', operationId: 'listSignInProviders' })
  @ApiOkResponse({ type: SignInProviderListResponse })
  list(): SignInProviderListResponse {
    return { items: this.signIn.providers() };
  }

  @Post('external-sign-ins')
  @HttpCode(200)
  @Public('登录之前去平台')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '开始用平台登录;10 分钟内有效',
    operationId: 'beginExternalSignIn',
    description: '每次得到新的地址和票据,不需要幂等键。',
  })
  @ApiOkResponse({ type: BegunSignInResponse })
  async begin(@Body() { providerId }: BeginExternalSignInRequest): Promise<BegunSignInResponse> {
    return this.signIn.begin(providerId, null);
  }

  @Post('external-sign-ins/completions')
  @HttpCode(200)
  @Public('登录本身')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '从平台回来,完成登录',
    operationId: 'completeExternalSignIn',
    description:
      '平台的答复只能用一次,不需要幂等键。启用了动态码的账号得到 TOTP_REQUIRED,接着提交 external-sign-ins/second-factors。',
  })
  @OpensSession()
  async complete(@Body() body: GatewayAnswerRequest, @FromOrigin() origin: Origin): Promise<TokenPair> {
    return this.signIn.complete(body, origin);
  }

  @Post('external-sign-ins/second-factors')
  @HttpCode(200)
  @Public('登录本身')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '用平台登录时,再输入动态码',
    operationId: 'completeExternalSecondFactor',
    description: '一个动态码只能用一次,不需要幂等键。',
  })
  @OpensSession()
  async secondFactor(
    @Body() { ticket, totpCode }: ExternalSecondFactorRequest,
    @FromOrigin() origin: Origin,
  ): Promise<TokenPair> {
    return this.signIn.withSecondFactor(ticket, totpCode, origin);
  }
}
