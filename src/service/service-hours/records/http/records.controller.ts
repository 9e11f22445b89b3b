import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { BackfillRecord } from '../application/backfill-record';
import { ShowRecordEvidence } from '../application/show-record-evidence';
import { DecideRecords } from '../application/decide-records';
import { DecideRecord } from '../application/decide-record';
import { ListRecords } from '../application/list-records';
import { RecordEvidenceResponse } from './record-evidence.responses';
import {
  BackfillRecordRequest,
  DecideRecordRequest,
  DecideRecordsRequest,
  RecordChangeResponse,
  RecordLinesResponse,
  RecordsPageQuery,
  StaffRecordPage,
  StaffRecordResponse,
} from './record.requests';

/** What staff do with service records. */
@ApiTags('服务记录')
@Controller()
export class RecordsController {
  constructor(
    private readonly lists: ListRecords,
    private readonly evidence: ShowRecordEvidence,
    private readonly decideRecord: DecideRecord,
    private readonly decideRecords: DecideRecords,
    private readonly backfillRecord: BackfillRecord,
  ) {}

  @Get('records')
  @Allow('record.read')
  @ApiOperation({ summary: '服务记录列表', operationId: 'listRecords' })
  @ApiOkResponse({ type: StaffRecordPage })
  async list(@CurrentActor() actor: Actor, @Query() query: RecordsPageQuery): Promise<StaffRecordPage> {
    return this.lists.forStaff(actor, query);
  }

  @Get('records/:recordId')
  @Allow('record.read')
  @ApiOperation({ summary: '查看服务记录', operationId: 'getRecord' })
  @ApiOkResponse({ type: StaffRecordResponse })
  async get(@CurrentActor() actor: Actor, @Param('recordId', IdPipe) recordId: string): Promise<StaffRecordResponse> {
    return this.lists.one(actor, recordId);
  }

  @Get('records/:recordId/evidence')
  @Allow('record.read')
  @ApiOperation({
    summary: '审核一条记录要看的凭据；查看留痕',
    description:
      '打卡、每一步怎样算、同一天的其他记录（也有别处的，一分钟只计一次）、疑点、最近的记录。能审核这条记录的，在它等待审核时也看到别处最近的记录和今年合计，其他时候只有自己范围内的。查看记在本人的信息查看记录里。',
    operationId: 'showRecordEvidence',
  })
  @ApiOkResponse({ type: RecordEvidenceResponse })
  async showEvidence(
    @CurrentActor() actor: Actor,
    @Param('recordId', IdPipe) recordId: string,
  ): Promise<RecordEvidenceResponse> {
    return this.evidence.execute(actor, recordId);
  }

  @Post('records/:recordId/decisions')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '审核服务记录', operationId: 'decideRecord' })
  @ApiCreatedResponse({ type: RecordChangeResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: DecideRecordRequest,
  ): Promise<RecordChangeResponse> {
    return this.decideRecord.execute(context, { ...body, recordId });
  }

  @Post('records/decisions')
  @Allow('record.review')
  @ApiCommand(200)
  @ApiOperation({
    summary: '成批审核服务记录：逐条办理、逐条答复',
    description: '中断后用同一个幂等键重发：已办理的照原样答复，其余继续办理。',
    operationId: 'decideRecords',
  })
  @ApiOkResponse({ type: RecordLinesResponse })
  async decideMany(
    @Command() context: CommandContext,
    @Body() body: DecideRecordsRequest,
  ): Promise<RecordLinesResponse> {
    const lines = body.lines.map(({ version: expectedVersion, ...line }) => ({ ...line, expectedVersion }));
    return { items: await this.decideRecords.execute(context, lines) };
  }

  @Post('shifts/:shiftId/backfills')
  @Allow('attendance.staff')
  @ApiCommand()
  @ApiOperation({ summary: '补录', operationId: 'backfillRecord' })
  @ApiCreatedResponse({ type: RecordChangeResponse })
  async backfill(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: BackfillRecordRequest,
  ): Promise<RecordChangeResponse> {
    return this.backfillRecord.execute(context, { ...body, shiftId });
  }
}
