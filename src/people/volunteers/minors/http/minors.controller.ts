import { Body, Controller, Get, Header, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { RecordGuardian } from '../application/record-guardian';
import { RequestReveal } from '../application/request-reveal';
import { RevealMinors } from '../application/reveal-minors';
import {
  GuardianRecordedResponse,
  GuardianRequest,
  RevealApprovalRequest,
  RevealApprovedResponse,
  RevealRequestedResponse,
  WaitingRevealsResponse,
} from './minor.requests';

@ApiTags('未成年人')
@Controller()
export class MinorsController {
  constructor(
    private readonly guardian: RecordGuardian,
    private readonly request: RequestReveal,
    private readonly minors: RevealMinors,
  ) {}

  @Post('volunteers/:volunteerId/guardians')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiOperation({ summary: '录入监护人和其同意', operationId: 'recordGuardian' })
  @ApiCreatedResponse({ type: GuardianRecordedResponse })
  async record(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: GuardianRequest,
  ): Promise<GuardianRecordedResponse> {
    return this.guardian.execute(context, { ...body, volunteerId });
  }

  @Post('volunteers/:volunteerId/reveal-requests')
  @Allow('volunteer.reveal')
  @ApiCommand()
  @ApiOperation({ summary: '申请查看未成年人的完整信息,等另一人同意', operationId: 'requestReveal' })
  @ApiCreatedResponse({ type: RevealRequestedResponse })
  async ask(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: RevealApprovalRequest,
  ): Promise<RevealRequestedResponse> {
    return this.request.ask(context, { ...body, volunteerId });
  }

  @Get('reveal-requests')
  @Allow('volunteer.reveal')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '等待第二人同意的查看申请', operationId: 'listRevealRequests' })
  @ApiOkResponse({ type: WaitingRevealsResponse })
  async list(@CurrentActor() actor: Actor): Promise<WaitingRevealsResponse> {
    return { items: await this.minors.waiting(actor) };
  }

  @Post('reveal-requests/:requestId/approvals')
  @Allow('volunteer.reveal')
  @ApiCommand(200)
  @ApiOperation({ summary: '同意查看:半小时内可看一次', operationId: 'approveReveal' })
  @ApiOkResponse({ type: RevealApprovedResponse })
  async approve(
    @Command() context: CommandContext,
    @Param('requestId', IdPipe) requestId: string,
  ): Promise<RevealApprovedResponse> {
    return this.request.approve(context, requestId);
  }
}
