import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AskManualPosting } from '../application/ask-manual-posting';
import { AskedManualPostingResponse, ManualPostingRequest, ManualPostingResponse } from './manual-posting.requests';

@ApiTags('台账')
@Controller('volunteers/:volunteerId')
export class ManualPostingsController {
  constructor(private readonly manual: AskManualPosting) {}

  @Post('manual-postings')
  @Allow('ledger.adjust')
  @ApiCommand()
  @ApiOperation({ summary: '提出奖励或扣减积分，由另一人批准后入账', operationId: 'postManually' })
  @ApiCreatedResponse({ type: AskedManualPostingResponse })
  async post(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ManualPostingRequest,
  ): Promise<AskedManualPostingResponse> {
    return this.manual.execute(context, { volunteerId, ...body });
  }

  @Post('manual-posting-previews')
  @Allow('ledger.adjust')
  @HttpCode(200)
  @ApiOperation({
    summary: '试算奖励或扣减',
    description: '只试算，不写入，所以不用幂等键。',
    operationId: 'previewManualPosting',
  })
  @ApiOkResponse({ type: ManualPostingResponse })
  async preview(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ManualPostingRequest,
  ): Promise<ManualPostingResponse> {
    return this.manual.preview(actor, { volunteerId, ...body });
  }
}
