import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { AskGuardian } from '../application/ask-guardian';
import { ShowGuardianRequests } from '../application/show-guardian-requests';
import {
  GuardianRequestedResponse,
  GuardianRequestPage,
  GuardianRequestsFilter,
  NamedGuardianRequest,
} from './guardian.requests';

@ApiTags('未成年人')
@Controller()
export class GuardianRequestsController {
  constructor(
    private readonly asking: AskGuardian,
    private readonly requests: ShowGuardianRequests,
  ) {}

  @Post('volunteers/:volunteerId/guardian-requests')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiOperation({
    summary: '用短信请监护人确认',
    operationId: 'askGuardian',
    description: '发一条一次性的链接到监护人的手机；还没有答复的旧链接作废。',
  })
  @ApiCreatedResponse({ type: GuardianRequestedResponse })
  async ask(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: NamedGuardianRequest,
  ): Promise<GuardianRequestedResponse> {
    return this.asking.execute(context, { ...body, volunteerId });
  }

  @Get('guardian-requests')
  @Allow('volunteer.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '请监护人确认的情况',
    operationId: 'listGuardianRequests',
    description: '监护人的姓名和手机号打码；不是其孩子、填错太多次、过期的，请联系孩子家里。',
  })
  @ApiOkResponse({ type: GuardianRequestPage })
  async list(@CurrentActor() actor: Actor, @Query() query: GuardianRequestsFilter): Promise<GuardianRequestPage> {
    return this.requests.execute(actor, query);
  }
}
