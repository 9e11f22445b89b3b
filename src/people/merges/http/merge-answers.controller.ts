import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AnswerMerge } from '../application/answer-merge';
import { ShowOwnMerges } from '../application/show-merges';
import { AnswerMergeRequest, MergeDecisionResponse, OwnMergesResponse, PaperConsentRequest } from './merge.requests';

/** What the two say whose registrations are to become one. */
@ApiTags('合并登记')
@Controller()
export class MergeAnswersController {
  constructor(
    private readonly answering: AnswerMerge,
    private readonly showing: ShowOwnMerges,
  ) {}

  @Get('me/volunteer-merges')
  @Allow('self.profile')
  @ApiOperation({ summary: '与本人编号有关、等待答复的合并', operationId: 'listOwnMerges' })
  @ApiOkResponse({ type: OwnMergesResponse })
  async own(@CurrentActor() actor: Actor): Promise<OwnMergesResponse> {
    return this.showing.execute(actor);
  }

  @Post('me/volunteer-merges/:mergeId/answers')
  @Allow('self.profile')
  @ApiCommand(200)
  @ApiOperation({ summary: '本人同意或不同意合并', operationId: 'answerOwnMerge' })
  @ApiOkResponse({ type: MergeDecisionResponse })
  async answer(
    @Command() context: CommandContext,
    @Param('mergeId', IdPipe) mergeId: string,
    @Body() body: AnswerMergeRequest,
  ): Promise<MergeDecisionResponse> {
    return this.answering.own(context, { ...body, mergeId });
  }

  @Post('volunteer-merges/:mergeId/consents')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({ summary: '登记一方本人签字的书面同意；登记的人不能再审批', operationId: 'recordMergeConsent' })
  @ApiOkResponse({ type: MergeDecisionResponse })
  async onPaper(
    @Command() context: CommandContext,
    @Param('mergeId', IdPipe) mergeId: string,
    @Body() body: PaperConsentRequest,
  ): Promise<MergeDecisionResponse> {
    return this.answering.onPaper(context, { ...body, mergeId });
  }
}
