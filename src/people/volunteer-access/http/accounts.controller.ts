import { Body, Controller, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AccountLinks } from '../application/account-links';
import { OpenAccount } from '../application/open-account';
import { AccountSlipResponse, OpenAccountRequest, OpenedAccountResponse } from './access.requests';

@ApiTags('志愿者账号')
@Controller('volunteers/:volunteerId')
export class VolunteerAccountsController {
  constructor(
    private readonly opening: OpenAccount,
    private readonly links: AccountLinks,
  ) {}

  @Post('account')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiOperation({
    summary: '为志愿者开通账号；密码由本人自己设',
    operationId: 'openVolunteerAccount',
    description: '链接发到本人登记的手机；没有手机的，须另一人同意，满 24 小时后打印一张开通单。',
  })
  @ApiCreatedResponse({ type: OpenedAccountResponse })
  async open(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: OpenAccountRequest,
  ): Promise<OpenedAccountResponse> {
    return this.opening.execute(context, { ...body, volunteerId });
  }

  @Post('account-links')
  @HttpCode(204)
  @Allow('volunteer.register')
  @ApiOperation({
    summary: '再发一次设密码的链接到本人登记的手机',
    operationId: 'sendAccountLink',
    description: '旧链接随即失效；链接不显示给工作人员，也不随幂等键保存。',
  })
  async sendAgain(@CurrentActor() actor: Actor, @Param('volunteerId', IdPipe) volunteerId: string): Promise<void> {
    return this.links.sendAgain(actor, volunteerId);
  }

  @Post('account-slips')
  @HttpCode(200)
  @Allow('volunteer.register')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '打印开通单上的链接：两人同意满 24 小时后，只能一次',
    operationId: 'printAccountSlip',
    description: '链接只显示这一次，不随幂等键保存。',
  })
  @ApiOkResponse({ type: AccountSlipResponse })
  async print(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
  ): Promise<AccountSlipResponse> {
    const { link, expiresAt } = await this.links.print(actor, volunteerId);
    return { link, expiresAt };
  }
}
