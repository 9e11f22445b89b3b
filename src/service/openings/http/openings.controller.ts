import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { ApiUpload, UploadedFile } from '../../../platform/delivery/http/upload';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { BrowseOpenings } from '../application/browse-openings';
import { DecideOpening } from '../application/decide-opening';
import { SubmitOpening } from '../application/submit-opening';
import {
  DecideOpeningRequest,
  OpeningCheckResponse,
  OpeningDecisionResponse,
  OpeningReversalResponse,
  OpeningImportPageResponse,
  OpeningImportResponse,
  OpeningPersonPageResponse,
  OpeningRowPageResponse,
  OpeningSourceQuery,
  ReverseOpeningRequest,
  SubmitOpeningQuery,
  SubmittedOpeningResponse,
} from './opening.requests';

const COLUMNS = '.xlsx,列:志愿者编号、姓名、时长(小时)、日期、结束日期(可选)、类别(可选)、等级(可选)';

@ApiTags('历史时长')
@Controller()
export class OpeningsController {
  constructor(
    private readonly submission: SubmitOpening,
    private readonly decisions: DecideOpening,
    private readonly browse: BrowseOpenings,
  ) {}

  @Post('opening-import-checks')
  @Allow('ledger.open')
  @HttpCode(200)
  @ApiUpload(COLUMNS)
  @ApiOperation({
    summary: '检查历史时长表格',
    description: '只检查,不写入,所以不用幂等键。',
    operationId: 'checkOpeningImport',
  })
  @ApiOkResponse({ type: OpeningCheckResponse })
  async check(
    @CurrentActor() actor: Actor,
    @Query() query: OpeningSourceQuery,
    @UploadedFile() file: Buffer,
  ): Promise<OpeningCheckResponse> {
    return this.submission.check(actor, query, file);
  }

  @Post('opening-imports')
  @Allow('ledger.open')
  @ApiCommand()
  @ApiUpload(COLUMNS)
  @ApiOperation({ summary: '提交历史时长,待另一人审批', operationId: 'submitOpeningImport' })
  @ApiCreatedResponse({ type: SubmittedOpeningResponse })
  async submit(
    @Command() context: CommandContext,
    @Query() query: SubmitOpeningQuery,
    @UploadedFile() file: Buffer,
  ): Promise<SubmittedOpeningResponse> {
    return this.submission.execute(context, { ...query, file });
  }

  @Get('opening-imports')
  @Allow('ledger.open')
  @ApiOperation({ summary: '历史时长导入列表,新的在前', operationId: 'listOpeningImports' })
  @ApiOkResponse({ type: OpeningImportPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<OpeningImportPageResponse> {
    return this.browse.list(actor, query);
  }

  @Get('opening-imports/:id')
  @Allow('ledger.open')
  @ApiOperation({ summary: '一次历史时长导入', operationId: 'getOpeningImport' })
  @ApiOkResponse({ type: OpeningImportResponse })
  async one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string): Promise<OpeningImportResponse> {
    return this.browse.one(actor, id);
  }

  @Get('opening-imports/:id/rows')
  @Allow('ledger.open')
  @ApiOperation({ summary: '一次导入的各行', operationId: 'listOpeningImportRows' })
  @ApiOkResponse({ type: OpeningRowPageResponse })
  async rows(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<OpeningRowPageResponse> {
    return this.browse.rows(actor, id, query);
  }

  @Get('opening-imports/:id/people')
  @Allow('ledger.open')
  @ApiOperation({ summary: '一次导入里的人，时长多的在前', operationId: 'listOpeningImportPeople' })
  @ApiOkResponse({ type: OpeningPersonPageResponse })
  async people(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<OpeningPersonPageResponse> {
    return this.browse.people(actor, id, query);
  }

  @Post('opening-imports/:id/decisions')
  @Allow('ledger.open')
  @ApiCommand(200)
  @ApiOperation({
    summary: '审批历史时长:公示或退回',
    description: '同意后先公示，公示期与服务记录相同；到期后没有异议的各行自动入账。',
    operationId: 'decideOpeningImport',
  })
  @ApiOkResponse({ type: OpeningDecisionResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: DecideOpeningRequest,
  ): Promise<OpeningDecisionResponse> {
    return this.decisions.decide(context, { id, ...body });
  }

  @Post('opening-imports/:id/reversals')
  @Allow('ledger.reverse')
  @ApiCommand(200)
  @ApiOperation({
    summary: '申请整批冲正历史时长',
    description: '只是提出；由另一人在待决定事项里同意后，逐条冲正，名单里的人都被告知。',
    operationId: 'reverseOpeningImport',
  })
  @ApiOkResponse({ type: OpeningReversalResponse })
  async reverse(
    @Command() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReverseOpeningRequest,
  ): Promise<OpeningReversalResponse> {
    return this.decisions.askToReverse(context, { id, ...body });
  }
}
