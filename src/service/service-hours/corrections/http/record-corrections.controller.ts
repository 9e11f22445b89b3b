import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { CorrectRecord } from '../application/correct-record';
import { CorrectRecordRequest, RecordCorrectionResponse, VoidRecordRequest } from './correction.requests';

/** Records that say something wrong. */
@ApiTags('服务记录')
@Controller()
export class RecordCorrectionsController {
  constructor(private readonly correctRecord: CorrectRecord) {}

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
}
