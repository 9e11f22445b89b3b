import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AskPhoneChange } from '../application/ask-phone-change';
import { DeskCodes } from '../application/desk-codes';
import { NewPhones } from '../application/new-phones';
import { ShowPhoneChanges } from '../application/show-phone-changes';
import { StopPhoneChange } from '../application/stop-phone-change';
import {
  DeskPhoneChangeRequest,
  NewPhoneRequest,
  OwnPhoneChangeRequest,
  PhoneChangeIdResponse,
  PhoneChangeListResponse,
  PhoneChangeRefResponse,
} from './access.requests';

@ApiTags('更换手机号')
@Controller()
export class PhoneChangesController {
  constructor(
    private readonly asking: AskPhoneChange,
    private readonly newPhones: NewPhones,
    private readonly desk: DeskCodes,
    private readonly show: ShowPhoneChanges,
    private readonly stopping: StopPhoneChange,
  ) {}

  @Post('me/new-phone-codes')
  @HttpCode(204)
  @Allow('self.profile')
  @ApiOperation({
    summary: '向要登记的新手机发一个验证码',
    operationId: 'sendNewPhoneCode',
    description: '再次请求得到新的验证码，旧的作废，不需要幂等键。',
  })
  async sendToNew(@Body() { phone }: NewPhoneRequest): Promise<void> {
    return this.newPhones.sendCode(phone);
  }

  @Post('me/phone-changes')
  @Allow('self.profile')
  @ApiCommand(200)
  @ApiOperation({
    summary: '更换本人的手机号',
    operationId: 'changeOwnPhone',
    description: '用原手机收到的验证码证明，马上生效；只用密码证明，须工作人员同意，满 24 小时生效。',
  })
  @ApiOkResponse({ type: PhoneChangeRefResponse })
  async own(@Command() context: CommandContext, @Body() body: OwnPhoneChangeRequest): Promise<PhoneChangeRefResponse> {
    const { newPhone, newPhoneCode } = body;
    return this.asking.own(context, { newPhone, proof: body, ...(newPhoneCode !== undefined && { newPhoneCode }) });
  }

  @Get('me/phone-changes')
  @Allow('self.profile')
  @ApiOperation({ summary: '本人手机号的更换', operationId: 'listOwnPhoneChanges' })
  @ApiOkResponse({ type: PhoneChangeListResponse })
  async listOwn(@CurrentActor() actor: Actor): Promise<PhoneChangeListResponse> {
    return { items: await this.show.own(actor) };
  }

  @Post('me/phone-changes/:changeId/refusals')
  @Allow('self.profile')
  @ApiCommand(200)
  @ApiOperation({ summary: '这不是我的意思：撤回还没生效的更换', operationId: 'refusePhoneChange' })
  @ApiOkResponse({ type: PhoneChangeIdResponse })
  async refuse(
    @Command() context: CommandContext,
    @Param('changeId', IdPipe) changeId: string,
  ): Promise<PhoneChangeIdResponse> {
    return this.stopping.execute(context, changeId);
  }

  @Post('volunteers/:volunteerId/desk-codes')
  @HttpCode(204)
  @Allow('volunteer.register')
  @ApiOperation({
    summary: '向志愿者登记的手机发一个验证码，由本人当场报出',
    operationId: 'sendDeskCode',
    description: '这个验证码不能登录；再次请求得到新的，旧的作废，不需要幂等键。',
  })
  async sendAtDesk(@CurrentActor() actor: Actor, @Param('volunteerId', IdPipe) volunteerId: string): Promise<void> {
    return this.desk.send(actor, volunteerId);
  }

  @Post('volunteers/:volunteerId/phone-changes')
  @Allow('volunteer.register')
  @ApiCommand(200)
  @ApiOperation({ summary: '在窗口为志愿者更换手机号', operationId: 'changePhone' })
  @ApiOkResponse({ type: PhoneChangeRefResponse })
  async atDesk(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: DeskPhoneChangeRequest,
  ): Promise<PhoneChangeRefResponse> {
    return this.asking.atDesk(context, { ...body, volunteerId });
  }

  @Get('volunteers/:volunteerId/phone-changes')
  @Allow('volunteer.register')
  @ApiOperation({ summary: '志愿者手机号的更换', operationId: 'listPhoneChanges' })
  @ApiOkResponse({ type: PhoneChangeListResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
  ): Promise<PhoneChangeListResponse> {
    return { items: await this.show.ofVolunteer(actor, volunteerId) };
  }
}
