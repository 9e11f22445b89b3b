import { Body, Controller, Header, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../delivery/http/decorators';
import { IdPipe } from '../../../delivery/http/id.pipe';
import { ChangePerson } from '../change-person';
import { SendInvitation } from '../send-invitation';
import { Slips } from '../slips';
import type { Actor } from '../../../foundation/actor/actor';
import { AskedForSlipResponse, AskedResponse, InvitationResponse, PersonRequest, SlipRequest } from './users.requests';

/** How an account gets into its own person's hands. */
@ApiTags('账号与角色')
@Controller()
export class AccountOpeningsController {
  constructor(
    private readonly invitations: SendInvitation,
    private readonly slips: Slips,
    private readonly person: ChangePerson,
  ) {}

  @Post('users/:userId/invitations')
  @Allow('user.manage')
  @ApiOperation({
    summary: '把设置密码的一次性链接发到本人登记的手机,7 天内有效',
    operationId: 'inviteUser',
    description: '再次提交发出新的链接，上一条作废，不用幂等键。正式使用时链接不显示给任何人；没有短信的，改用开户单。',
  })
  @ApiCreatedResponse({ type: InvitationResponse })
  async invite(@CurrentActor() actor: Actor, @Param('userId', IdPipe) userId: string): Promise<InvitationResponse> {
    return this.invitations.invite(actor, userId);
  }

  @Post('users/:userId/slips')
  @Allow('user.manage')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '申请开户单；另一位安全管理员同意并打印，口令由申请人告诉本人',
    operationId: 'askForSlip',
    description: '口令只显示这一次，不随幂等键保存；没有收到答复的，请撤回后重新申请。',
  })
  @ApiCreatedResponse({ type: AskedForSlipResponse })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('userId', IdPipe) userId: string,
    @Body() { reason }: SlipRequest,
  ): Promise<AskedForSlipResponse> {
    return this.slips.ask(actor, { userId, reason });
  }

  @Post('account-slips/:decisionId/prints')
  @Allow('user.manage')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '打印开户单(PDF,A6)；只有同意的人能打印，只能打印一次',
    operationId: 'printSlip',
    description: '内容不随幂等键保存；没有收到文件的，请重新申请。',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async print(@CurrentActor() actor: Actor, @Param('decisionId', IdPipe) id: string): Promise<StreamableFile> {
    const pdf = await this.slips.print(actor, id);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: 'attachment; filename="account-slip.pdf"',
      length: pdf.length,
    });
  }

  @Post('users/:userId/person')
  @Allow('user.manage')
  @ApiCommand()
  @ApiOperation({
    summary: '提出登记或更改账号的手机号、是否志愿者；另一位安全管理员同意后生效',
    operationId: 'askForPerson',
  })
  @ApiCreatedResponse({ type: AskedResponse })
  async note(
    @Command() context: CommandContext,
    @Param('userId', IdPipe) userId: string,
    @Body() body: PersonRequest,
  ): Promise<AskedResponse> {
    return this.person.ask(context, { userId, ...body });
  }
}
