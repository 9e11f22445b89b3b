import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { ApiUpload, UploadedFile } from '../../../platform/delivery/http/upload';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DecideImport } from '../application/decide-import';
import { ReviewImport } from '../application/review-import';
import { ShowImports } from '../application/show-imports';
import { StageImport } from '../application/stage-import';
import {
  ConfirmedImportResponse,
  ConfirmImportRequest,
  ImportDuplicatePageResponse,
  ImportErrorPageResponse,
  ImportIdResponse,
  ImportPageResponse,
  ImportReviewPageResponse,
  ReviewImportRequest,
  ImportErrorQuery,
  ImportListQuery,
  StageImportQuery,
  ImportResponse,
} from './people-import.requests';

@ApiTags('批量导入')
@Controller('people-imports')
export class PeopleImportsController {
  constructor(
    private readonly reviews: ReviewImport,
    private readonly staging: StageImport,
    private readonly decisions: DecideImport,
    private readonly show: ShowImports,
  ) {}

  @Post()
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiUpload('按模板填写的 .xlsx,最多 20,000 行')
  @ApiOperation({
    summary: '上传并检查表格',
    description: '只检查和暂存,不写入;暂存的内容加密,确认、取消或 7 天后清除。',
    operationId: 'stagePeopleImport',
  })
  @ApiCreatedResponse({ type: ImportIdResponse })
  async stage(
    @Command() context: CommandContext,
    @Query() query: StageImportQuery,
    @UploadedFile() file: Buffer,
  ): Promise<ImportIdResponse> {
    return this.staging.execute(context, { ...query, file });
  }

  @Get()
  @Allow('volunteer.register')
  @ApiOperation({ summary: '导入列表,新的在前', operationId: 'listPeopleImports' })
  @ApiOkResponse({ type: ImportPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: ImportListQuery): Promise<ImportPageResponse> {
    return this.show.page(actor, query);
  }

  @Get(':importId')
  @Allow('volunteer.register')
  @ApiOperation({ summary: '检查结果与进度', operationId: 'getPeopleImport' })
  @ApiOkResponse({ type: ImportResponse })
  async get(@CurrentActor() actor: Actor, @Param('importId', IdPipe) importId: string): Promise<ImportResponse> {
    return this.show.one(actor, importId);
  }

  @Get(':importId/errors')
  @Allow('volunteer.register')
  @ApiOperation({ summary: '逐行的错误', operationId: 'listPeopleImportErrors' })
  @ApiOkResponse({ type: ImportErrorPageResponse })
  async errors(
    @CurrentActor() actor: Actor,
    @Param('importId', IdPipe) importId: string,
    @Query() query: ImportErrorQuery,
  ): Promise<ImportErrorPageResponse> {
    return this.show.errors(actor, importId, query);
  }

  @Get(':importId/duplicates')
  @Allow('volunteer.register')
  @ApiOperation({ summary: '疑似重复的人,可提出合并', operationId: 'listPeopleImportDuplicates' })
  @ApiOkResponse({ type: ImportDuplicatePageResponse })
  async duplicates(
    @CurrentActor() actor: Actor,
    @Param('importId', IdPipe) importId: string,
    @Query() query: PageQuery,
  ): Promise<ImportDuplicatePageResponse> {
    return this.show.duplicates(actor, importId, query);
  }

  @Post(':importId/confirmation')
  @Allow('volunteer.register')
  @ApiCommand(202)
  @ApiOperation({
    summary: '确认导入，由后台逐行办理；名单里有以前开始的任期的，先由另一人批准',
    operationId: 'confirmPeopleImport',
  })
  @ApiAcceptedResponse({ type: ConfirmedImportResponse })
  async confirm(
    @Command() context: CommandContext,
    @Param('importId', IdPipe) importId: string,
    @Body() body: ConfirmImportRequest,
  ): Promise<ConfirmedImportResponse> {
    return this.decisions.confirm(context, { id: importId, skipDuplicates: body.skipDuplicates ?? false });
  }

  @Post(':importId/reviews')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({
    summary: '成批审核这次导入登记的志愿者,每次最多 500 人',
    description: '不能由导入的人自己通过。中断后用同一个幂等键重发;`next` 不为空时带上它、换一个键继续。',
    operationId: 'reviewPeopleImport',
  })
  @ApiOkResponse({ type: ImportReviewPageResponse })
  async review(
    @Command() context: CommandContext,
    @Param('importId', IdPipe) importId: string,
    @Body() body: ReviewImportRequest,
  ): Promise<ImportReviewPageResponse> {
    return this.reviews.execute(context, { ...body, importId });
  }

  @Post(':importId/cancellation')
  @Allow('volunteer.register')
  @ApiCommand(200)
  @ApiOperation({ summary: '取消导入;已办理的行保留', operationId: 'cancelPeopleImport' })
  @ApiOkResponse({ type: ImportIdResponse })
  async cancel(
    @Command() context: CommandContext,
    @Param('importId', IdPipe) importId: string,
  ): Promise<ImportIdResponse> {
    return this.decisions.cancel(context, importId);
  }
}
