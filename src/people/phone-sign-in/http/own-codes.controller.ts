import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ProvePerson } from '../application/prove-person';

@ApiTags('本人')
@Controller('me')
export class OwnCodesController {
  constructor(private readonly proving: ProvePerson) {}

  @Post('phone-codes')
  @HttpCode(204)
  @Allow('self.profile')
  @ApiOperation({
    summary: '向本人登记的手机发一个验证码，用来再证明一次是本人',
    operationId: 'sendOwnProofCode',
    description: '再次请求得到新的验证码，旧的作废，不需要幂等键。',
  })
  async send(@CurrentActor() actor: Actor): Promise<void> {
    return this.proving.sendCode(actor);
  }
}
