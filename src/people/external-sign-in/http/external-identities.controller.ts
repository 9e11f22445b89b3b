import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { LimitedBy } from '../../../platform/delivery/http/limits';
import { requireAccount } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ExternalIdentities } from '../../../platform/security/identity/external-identities';
import { ExternalSignIn } from '../application/external-sign-in';
import {
  BeginExternalSignInRequest,
  BegunSignInResponse,
  GatewayAnswerRequest,
  LinkedIdentityListResponse,
} from './external-sign-in.requests';

@ApiTags('我的账号')
@Controller('me/external-identities')
export class ExternalIdentitiesController {
  constructor(
    private readonly signIn: ExternalSignIn,
    private readonly identities: ExternalIdentities,
  ) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: '我关联了哪些平台', operationId: 'listOwnExternalIdentities' })
  @ApiOkResponse({ type: LinkedIdentityListResponse })
  async list(@CurrentActor() actor: Actor): Promise<LinkedIdentityListResponse> {
    return { items: await this.signIn.linked(requireAccount(actor)) };
  }

  @Post('attempts')
  @HttpCode(200)
  @AllowSignedIn()
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '开始关联一个平台;10 分钟内有效',
    operationId: 'beginExternalLink',
    description: '每次得到新的地址和票据,不需要幂等键。',
  })
  @ApiOkResponse({ type: BegunSignInResponse })
  async begin(
    @CurrentActor() actor: Actor,
    @Body() { providerId }: BeginExternalSignInRequest,
  ): Promise<BegunSignInResponse> {
    return this.signIn.begin(providerId, requireAccount(actor));
  }

  @Post()
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({
    summary: '从平台回来,完成关联',
    operationId: 'linkExternalIdentity',
    description: '平台的答复只能用一次,不需要幂等键。',
  })
  async link(@CurrentActor() actor: Actor, @Body() body: GatewayAnswerRequest): Promise<void> {
    return this.signIn.link(requireAccount(actor), body);
  }

  @Post(':identityId/removal')
  @HttpCode(204)
  @AllowSignedIn()
  @ApiOperation({ summary: '解除关联', operationId: 'unlinkExternalIdentity', description: '天然幂等,不需要幂等键。' })
  async unlink(@CurrentActor() actor: Actor, @Param('identityId', IdPipe) identityId: string): Promise<void> {
    return this.identities.unlink(requireAccount(actor), identityId);
  }
}
