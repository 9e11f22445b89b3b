import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { FromOrigin, Public } from '../../../platform/delivery/http/decorators';
import { TextField } from '../../../platform/delivery/http/fields';
import { LimitedBy } from '../../../platform/delivery/http/limits';
import type { Origin } from '../../../platform/foundation/actor/actor';
import { OpensSession } from '../../../platform/security/identity/http/opens-session';
import type { TokenPair } from '../../../platform/security/identity/tokens';
import { RequestCode } from '../application/request-code';
import { SignInWithCode } from '../application/sign-in-with-code';

export class PhoneCodeRequest {
  @TextField({ label: '手机号', max: 20, example: '13800005678' })
  phone!: string;
}

export class PhoneSignInRequest extends PhoneCodeRequest {
  @TextField({ label: '验证码', max: 10, example: '123456' })
  code!: string;
}

@ApiTags('登录')
@Controller('auth')
export class PhoneSignInController {
  constructor(
    private readonly request: RequestCode,
    private readonly signIn: SignInWithCode,
  ) {}

  @Post('phone-codes')
  @HttpCode(204)
  @Public('登录之前取验证码')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '发送登录验证码;手机号是否登记过,回答都一样',
    operationId: 'requestPhoneCode',
    description: '再次请求得到新的验证码,旧的作废,不需要幂等键。',
  })
  async send(@Body() { phone }: PhoneCodeRequest, @Ip() remoteAddress: string): Promise<void> {
    return this.request.execute(phone, remoteAddress);
  }

  @Post('phone-sign-in')
  @HttpCode(200)
  @Public('登录本身')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '用验证码登录(志愿者)',
    operationId: 'signInWithPhone',
    description: '一个验证码只能用一次,不需要幂等键。',
  })
  @OpensSession()
  async open(@Body() { phone, code }: PhoneSignInRequest, @FromOrigin() origin: Origin): Promise<TokenPair> {
    return this.signIn.execute(phone, code, origin);
  }
}
