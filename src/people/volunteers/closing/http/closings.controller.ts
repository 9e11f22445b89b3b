import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DecideClosing } from '../application/decide-closing';
import { RequestClosing } from '../application/request-closing';
import { ShowClosings } from '../application/show-closings';
import {
  ClosingDecisionRequest,
  ClosingReasonRequest,
  ClosingRequestPageResponse,
  ClosingStateResponse,
} from './closing.requests';

@ApiTags('注销')
@Controller()
export class ClosingsController {
  constructor(
    private readonly request: RequestClosing,
    private readonly decide: DecideClosing,
    private readonly show: ShowClosings,
  ) {}

  @Post('volunteers/:volunteerId/closings')
  @Allow('volunteer.review')
  @ApiCommand()
  @ApiOperation({ summary: '提出注销,等另一名工作人员同意', operationId: 'requestClosing' })
  @ApiCreatedResponse({ type: ClosingStateResponse })
  async ask(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ClosingReasonRequest,
  ): Promise<ClosingStateResponse> {
    return this.request.execute(context, { ...body, volunteerId });
  }

  @Get('closings')
  @Allow('volunteer.review')
  @ApiOperation({ summary: '等待第二人同意的注销', operationId: 'listClosings' })
  @ApiOkResponse({ type: ClosingRequestPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ClosingRequestPageResponse> {
    return this.show.waiting(actor, query);
  }

  @Post('closings/:closingId/decisions')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({ summary: '同意或不同意注销;同意后立即抹去个人信息,不能恢复', operationId: 'decideClosing' })
  @ApiOkResponse({ type: ClosingStateResponse })
  async decideOne(
    @Command() context: CommandContext,
    @Param('closingId', IdPipe) closingId: string,
    @Body() body: ClosingDecisionRequest,
  ): Promise<ClosingStateResponse> {
    return this.decide.execute(context, { ...body, closingId });
  }
}
