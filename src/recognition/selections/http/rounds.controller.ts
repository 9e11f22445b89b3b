import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { CreateRound } from '../application/create-round';
import { CancelRound, ConfirmRound } from '../application/decide-round';
import { FreezeRound } from '../application/freeze-round';
import { ShowRounds } from '../application/show-rounds';
import {
  CancelRoundRequest,
  ConfirmRoundRequest,
  CreateRoundRequest,
  RoundListResponse,
  RoundResponse,
} from './round.requests';

@ApiTags('评选')
@Controller('selection-rounds')
export class RoundsController {
  constructor(
    private readonly create: CreateRound,
    private readonly freeze: FreezeRound,
    private readonly confirm: ConfirmRound,
    private readonly cancel: CancelRound,
    private readonly show: ShowRounds,
  ) {}

  @Post()
  @Allow('selection.manage')
  @ApiCommand()
  @ApiOperation({ summary: '建立评选', operationId: 'createSelectionRound' })
  @ApiCreatedResponse({ type: RoundResponse })
  async createOne(@Command() context: CommandContext, @Body() body: CreateRoundRequest): Promise<RoundResponse> {
    return this.create.execute(context, body);
  }

  @Get()
  @Allow('ranking.read')
  @ApiOperation({ summary: '评选列表', operationId: 'listSelectionRounds' })
  @ApiOkResponse({ type: RoundListResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<RoundListResponse> {
    return this.show.page(actor, query);
  }

  @Post(':roundId/freeze')
  @Allow('selection.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '冻结快照并排名', operationId: 'freezeSelectionRound' })
  @ApiOkResponse({ type: RoundResponse })
  async freezeOne(
    @Command() context: CommandContext,
    @Param('roundId', IdPipe) roundId: string,
  ): Promise<RoundResponse> {
    return this.freeze.execute(context, roundId);
  }

  @Post(':roundId/confirm')
  @Allow('selection.decide')
  @ApiCommand(200)
  @ApiOperation({ summary: '评议定稿', operationId: 'confirmSelectionRound' })
  @ApiOkResponse({ type: RoundResponse })
  async confirmOne(
    @Command() context: CommandContext,
    @Param('roundId', IdPipe) roundId: string,
    @Body() body: ConfirmRoundRequest,
  ): Promise<RoundResponse> {
    return this.confirm.execute(context, { roundId, note: body.note });
  }

  @Post(':roundId/cancel')
  @Allow('selection.manage')
  @ApiCommand(200)
  @ApiOperation({ summary: '取消评选', operationId: 'cancelSelectionRound' })
  @ApiOkResponse({ type: RoundResponse })
  async cancelOne(
    @Command() context: CommandContext,
    @Param('roundId', IdPipe) roundId: string,
    @Body() body: CancelRoundRequest,
  ): Promise<RoundResponse> {
    return this.cancel.execute(context, { roundId, reason: body.reason });
  }
}
