import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { ApiCommand, Command, Public } from '../../../../platform/delivery/http/decorators';
import { LimitedBy } from '../../../../platform/delivery/http/limits';
import { AnswerGuardian } from '../application/answer-guardian';
import { GuardianLinks } from '../application/guardian-links';
import {
  GuardianAnswerResponse,
  GuardianLinkRequest,
  GuardianLinkResponse,
  GuardianNamedLinkRequest,
  GuardianProvenLinkRequest,
} from './guardian.requests';

/** For whoever holds the link of a text message. It stands in the body: in no address, and so in no log. */
@ApiTags('监护人')
@Controller('guardian-links')
export class GuardianLinksController {
  constructor(
    private readonly links: GuardianLinks,
    private readonly answers: AnswerGuardian,
  ) {}

  @Post('views')
  @HttpCode(200)
  @Public('监护人没有账号，凭短信里的链接')
  @LimitedBy('signInAddress')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '监护人打开短信里的链接',
    operationId: 'viewGuardianLink',
    description: '只看，不算答复，不需要幂等键。',
  })
  @ApiOkResponse({ type: GuardianLinkResponse })
  async view(@Body() { token }: GuardianLinkRequest): Promise<GuardianLinkResponse> {
    return this.links.look(token);
  }

  @Post('confirmations')
  @Public('监护人没有账号，凭短信里的链接')
  @LimitedBy('signInAddress')
  @ApiCommand(200)
  @ApiOperation({ summary: '监护人同意；要写对孩子的姓名', operationId: 'confirmGuardianLink' })
  @ApiOkResponse({ type: GuardianAnswerResponse })
  async confirm(
    @Command() context: CommandContext,
    @Body() body: GuardianNamedLinkRequest,
  ): Promise<GuardianAnswerResponse> {
    return this.answers.confirm(context, body);
  }

  @Post('denials')
  @Public('监护人没有账号，凭短信里的链接')
  @LimitedBy('signInAddress')
  @ApiCommand(200)
  @ApiOperation({ summary: '不是自己的孩子：到此为止，社区会看到', operationId: 'denyGuardianLink' })
  @ApiOkResponse({ type: GuardianAnswerResponse })
  async deny(
    @Command() context: CommandContext,
    @Body() { token }: GuardianLinkRequest,
  ): Promise<GuardianAnswerResponse> {
    return this.answers.deny(context, token);
  }

  @Post('withdrawals')
  @Public('监护人没有账号，凭短信里的链接')
  @LimitedBy('signInAddress')
  @ApiCommand(200)
  @ApiOperation({
    summary: '监护人收回同意；要填发到那部手机的验证码',
    operationId: 'withdrawGuardianLink',
    description: '验证码用 codes 取；填错不会停用链接。孩子已经报名、还没有开始的场次随后取消。',
  })
  @ApiOkResponse({ type: GuardianAnswerResponse })
  async withdraw(
    @Command() context: CommandContext,
    @Body() body: GuardianProvenLinkRequest,
  ): Promise<GuardianAnswerResponse> {
    return this.answers.withdraw(context, body);
  }

  @Post('codes')
  @HttpCode(204)
  @Public('监护人没有账号，凭短信里的链接')
  @LimitedBy('signInAddress')
  @ApiOperation({
    summary: '向监护人的手机发一个验证码，用来看孩子的报名或收回同意',
    operationId: 'sendGuardianCode',
    description: '再次请求得到新的验证码，旧的作废，不需要幂等键。',
  })
  async code(@Body() { token }: GuardianLinkRequest): Promise<void> {
    return this.links.sendCode(token);
  }
}
