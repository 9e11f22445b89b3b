import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../data/database/commands';
import { AllowSignedIn, ApiCommand, Command, CurrentActor } from '../../../delivery/http/decorators';
import { IdPipe } from '../../../delivery/http/id.pipe';
import type { Actor } from '../../../foundation/actor/actor';
import { Decisions } from '../decisions';
import { ShowDecisions } from '../show-decisions';
import {
  DecidedResponse,
  DecideRequest,
  DecisionListQuery,
  DecisionPageResponse,
  DecisionResponse,
} from './decision.requests';

/** Signed in is enough to ask: each kind names its permission, and the guard checks it for the place. */
@ApiTags('两人办理')
@Controller('decisions')
export class DecisionsController {
  constructor(
    private readonly decisions: Decisions,
    private readonly show: ShowDecisions,
  ) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: '待决定和已决定的事项：我提出的，和我所辖的', operationId: 'listDecisions' })
  @ApiOkResponse({ type: DecisionPageResponse })
  async page(@CurrentActor() actor: Actor, @Query() query: DecisionListQuery): Promise<DecisionPageResponse> {
    return this.show.page(actor, query);
  }

  @Get(':decisionId')
  @AllowSignedIn()
  @ApiOperation({ summary: '一件事项', operationId: 'getDecision' })
  @ApiOkResponse({ type: DecisionResponse })
  async one(@CurrentActor() actor: Actor, @Param('decisionId', IdPipe) id: string): Promise<DecisionResponse> {
    return this.show.one(actor, id);
  }

  @Post(':decisionId/decisions')
  @AllowSignedIn()
  @ApiCommand(200)
  @ApiOperation({ summary: '同意或不同意，须由提出人以外的人办理', operationId: 'decide' })
  @ApiOkResponse({ type: DecidedResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('decisionId', IdPipe) id: string,
    @Body() body: DecideRequest,
  ): Promise<DecidedResponse> {
    return this.decisions.decide(context, { id, ...body });
  }

  @Post(':decisionId/withdrawals')
  @AllowSignedIn()
  @ApiCommand(200)
  @ApiOperation({ summary: '提出人撤回', operationId: 'withdrawDecision' })
  @ApiOkResponse({ type: DecidedResponse })
  async withdraw(
    @Command() context: CommandContext,
    @Param('decisionId', IdPipe) id: string,
  ): Promise<DecidedResponse> {
    return this.decisions.withdraw(context, { id });
  }
}
