import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { AnswerObjection } from '../application/answer-objection';
import { DenyRecord } from '../application/deny-record';
import { AnswerObjectionRequest, ObjectionResponse, RecordDenialRequest } from './objection.requests';

/** What staff do with objections. */
@ApiTags('服务记录')
@Controller()
export class ObjectionsController {
  constructor(
    private readonly answerObjection: AnswerObjection,
    private readonly denyRecord: DenyRecord,
  ) {}

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
