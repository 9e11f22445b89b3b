import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DecideMerge } from '../application/decide-merge';
import { ProposeMerge } from '../application/propose-merge';
import { ShowMerges } from '../application/show-merges';
import {
  DecideMergeRequest,
  MergeDecisionResponse,
  MergeIdResponse,
  MergePageResponse,
  MergesQuery,
  ProposeMergeRequest,
} from './merge.requests';

@ApiTags('合并登记')
@Controller('volunteer-merges')
export class MergesController {
  constructor(
    private readonly proposing: ProposeMerge,
    private readonly deciding: DecideMerge,
    private readonly show: ShowMerges,
  ) {}

  @Post()
  @Allow('volunteer.review')
  @ApiCommand()
  @ApiOperation({ summary: '提出合并同一人的两次登记,待另一人审批', operationId: 'proposeVolunteerMerge' })
  @ApiCreatedResponse({ type: MergeIdResponse })
  async propose(@Command() context: CommandContext, @Body() body: ProposeMergeRequest): Promise<MergeIdResponse> {
    return this.proposing.execute(context, body);
  }

  @Get()
  @Allow('volunteer.review')
  @ApiOperation({ summary: '合并申请,新的在前', operationId: 'listVolunteerMerges' })
  @ApiOkResponse({ type: MergePageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: MergesQuery): Promise<MergePageResponse> {
    return this.show.page(actor, query);
  }

  @Post(':mergeId/decisions')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({ summary: '审批合并', operationId: 'decideVolunteerMerge' })
  @ApiOkResponse({ type: MergeDecisionResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('mergeId', IdPipe) mergeId: string,
    @Body() body: DecideMergeRequest,
  ): Promise<MergeDecisionResponse> {
    return this.deciding.execute(context, { id: mergeId, ...body });
  }
}
