import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { WhoAmI } from '../application/who-am-i';
import { OwnAccountResponse } from './own-account.responses';

@ApiTags('登录')
@Controller('auth/me')
export class OwnAccountController {
  constructor(private readonly whoAmI: WhoAmI) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({
    summary: '我是谁',
    operationId: 'whoAmI',
    description: '本人、角色与范围、各范围内的权限、所带的服务队。页面的菜单和按钮由这里的权限决定，不看角色名称。',
  })
  @ApiOkResponse({ type: OwnAccountResponse })
  async me(@CurrentActor() actor: Actor): Promise<OwnAccountResponse> {
    return this.whoAmI.execute(actor);
  }
}
