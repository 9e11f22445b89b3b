import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { RaiseObjection } from '../application/raise-objection';
import { ReplyToCall } from '../application/reply-to-call';
import { CallReplyResponse, ObjectionResponse, RaiseObjectionRequest, ReplyToCallRequest } from './objection.requests';

/** What volunteers may say about what was recorded of them. */
@ApiTags('我的服务记录')
@Controller()
export class OwnObjectionsController {
  constructor(
    private readonly raiseObjection: RaiseObjection,
    private readonly replyToCall: ReplyToCall,
  ) {}

  @Post('me/attendance-replies')
  @Allow('self.record')
  @ApiCommand()
  @ApiOperation({
    summary: '答复到场登记',
    operationId: 'replyToCall',
    description: '他人点名或代为登记到场时，本人会收到通知，点一下即可答复；重复答复不会重复登记。',
  })
  @ApiCreatedResponse({ type: CallReplyResponse })
  async reply(@Command() context: CommandContext, @Body() body: ReplyToCallRequest): Promise<CallReplyResponse> {
    return this.replyToCall.execute(context, body);
  }

  @Post('records/:recordId/objections')
  @Allow('self.record')
  @ApiCommand()
  @ApiOperation({ summary: '提出异议', operationId: 'raiseObjection' })
  @ApiCreatedResponse({ type: ObjectionResponse })
  async object(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: RaiseObjectionRequest,
  ): Promise<ObjectionResponse> {
    return this.raiseObjection.execute(context, { ...body, recordId });
  }
}
