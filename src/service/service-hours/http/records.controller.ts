import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AnswerObjection } from '../application/answer-objection';
import { BackfillRecord } from '../application/backfill-record';
import { CorrectRecord } from '../application/correct-record';
import { DecideRecord } from '../application/decide-record';
import { DenyRecord } from '../application/deny-record';
import { ListRecords } from '../application/list-records';
import {
  AnswerObjectionRequest,
  BackfillRecordRequest,
  RecordCorrectionResponse,
  CorrectRecordRequest,
  DecideRecordRequest,
  ObjectionResponse,
  RecordChangeResponse,
  RecordDenialRequest,
  RecordsPageQuery,
  StaffRecordPage,
  StaffRecordResponse,
  VoidRecordRequest,
} from './record.requests';

/** What staff do with service records. */
@ApiTags('服务记录')
@Controller()
export class RecordsController {
  constructor(
    private readonly lists: ListRecords,
    private readonly decideRecord: DecideRecord,
    private readonly correctRecord: CorrectRecord,
    private readonly backfillRecord: BackfillRecord,
    private readonly answerObjection: AnswerObjection,
    private readonly denyRecord: DenyRecord,
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

  @Post('records/:recordId/corrections')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({
    summary: '更正服务时间',
    description: '已确认的记录只是提出，由另一人同意后，冲正与新的入账一步完成；其他记录重新计算后待审核。',
    operationId: 'correctRecord',
  })
  @ApiCreatedResponse({ type: RecordCorrectionResponse })
  async correct(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() { reason, ...times }: CorrectRecordRequest,
  ): Promise<RecordCorrectionResponse> {
    return this.correctRecord.execute(context, { recordId, times, reason });
  }

  @Post('records/:recordId/voiding')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({
    summary: '作废服务记录',
    description: '已确认的记录只是提出，由另一人同意后冲正。',
    operationId: 'voidRecord',
  })
  @ApiCreatedResponse({ type: RecordCorrectionResponse })
  async void(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: VoidRecordRequest,
  ): Promise<RecordCorrectionResponse> {
    return this.correctRecord.execute(context, { ...body, recordId, times: null });
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

  @Post('records/:recordId/denials')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({
    summary: '代没有账号的志愿者登记「本人否认」',
    description: '登记成一条异议,公示随之暂停,由另一人答复。',
    operationId: 'recordDenial',
  })
  @ApiCreatedResponse({ type: ObjectionResponse })
  async deny(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: RecordDenialRequest,
  ): Promise<ObjectionResponse> {
    return this.denyRecord.execute(context, { ...body, recordId });
  }

  @Post('objections/:objectionId/answers')
  @Allow('record.review')
  @ApiCommand()
  @ApiOperation({ summary: '答复异议', operationId: 'answerObjection' })
  @ApiCreatedResponse({ type: ObjectionResponse })
  async answer(
    @Command() context: CommandContext,
    @Param('objectionId', IdPipe) objectionId: string,
    @Body() body: AnswerObjectionRequest,
  ): Promise<ObjectionResponse> {
    return this.answerObjection.execute(context, { ...body, objectionId });
  }
}
