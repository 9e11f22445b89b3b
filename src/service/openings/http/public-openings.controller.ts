import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AnswerOpeningObjection } from '../application/answer-opening-objection';
import { BrowsePublicOpenings } from '../application/browse-public-openings';
import { RaiseOpeningObjection } from '../application/raise-opening-objection';
import {
  AnswerOpeningObjectionRequest,
  OpeningObjectionPageResponse,
  OpeningObjectionResponse,
  OpeningObjectionsQuery,
  OwnOpeningPageResponse,
  PublicOpeningPageResponse,
  PublicOpeningsQuery,
  RaiseOpeningObjectionRequest,
} from './public-opening.requests';

/** Old hours in publicity, and what is objected to them. */
@ApiTags('历史时长')
@Controller()
export class PublicOpeningsController {
  constructor(
    private readonly browse: BrowsePublicOpenings,
    private readonly raising: RaiseOpeningObjection,
    private readonly answering: AnswerOpeningObjection,
  ) {}

  @Get('publicity/opening-rows')
  @AllowSignedIn()
  @ApiOperation({ summary: '公示中的历史时长', operationId: 'listOpeningPublicity' })
  @ApiOkResponse({ type: PublicOpeningPageResponse })
  async inPublicity(@Query() query: PublicOpeningsQuery): Promise<PublicOpeningPageResponse> {
    return this.browse.inPublicity(query);
  }

  @Get('me/opening-rows')
  @Allow('self.record')
  @ApiOperation({ summary: '我的历史时长', operationId: 'listOwnOpenings' })
  @ApiOkResponse({ type: OwnOpeningPageResponse })
  async own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<OwnOpeningPageResponse> {
    return this.browse.own(actor, query);
  }

  @Post('opening-rows/:openingRowId/objections')
  @Allow('self.record')
  @ApiCommand()
  @ApiOperation({
    summary: '对公示中的历史时长提出异议',
    description: '只停这一行：答复以前不入账，异议成立的不再入账；同一份资料的其他行照常。',
    operationId: 'raiseOpeningObjection',
  })
  @ApiCreatedResponse({ type: OpeningObjectionResponse })
  async object(
    @Command() context: CommandContext,
    @Param('openingRowId', IdPipe) rowId: string,
    @Body() body: RaiseOpeningObjectionRequest,
  ): Promise<OpeningObjectionResponse> {
    return this.raising.execute(context, { ...body, rowId });
  }

  @Get('opening-objections')
  @Allow('record.review')
  @ApiOperation({ summary: '对历史时长的异议，等得久的在前', operationId: 'listOpeningObjections' })
  @ApiOkResponse({ type: OpeningObjectionPageResponse })
  async objections(
    @CurrentActor() actor: Actor,
    @Query() query: OpeningObjectionsQuery,
  ): Promise<OpeningObjectionPageResponse> {
    return this.browse.objectionsFor(actor, query);
  }

  @Post('opening-objections/:openingObjectionId/answers')
  @Allow('record.review')
  @ApiCommand(200)
  @ApiOperation({ summary: '答复对历史时长的异议', operationId: 'answerOpeningObjection' })
  @ApiOkResponse({ type: OpeningObjectionResponse })
  async answer(
    @Command() context: CommandContext,
    @Param('openingObjectionId', IdPipe) objectionId: string,
    @Body() body: AnswerOpeningObjectionRequest,
  ): Promise<OpeningObjectionResponse> {
    return this.answering.execute(context, { ...body, objectionId });
  }
}
