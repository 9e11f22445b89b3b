import { Body, Controller, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command } from '../../../../platform/delivery/http/decorators';
import { ChoiceField, IdListField, TextField } from '../../../../platform/delivery/http/fields';
import { ReviewBatch } from '../application/review-batch';
import { ReviewLineResponse } from './review-line.response';

export class ReviewBatchRequest {
  @IdListField({ label: '志愿者名单', maxItems: 200 })
  volunteerIds!: string[];

  @ChoiceField({ label: '处理', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '原因', max: 200, optional: true, description: '不通过时必填,本人会看到' })
  reason?: string;
}

export class ReviewBatchResponse {
  @ApiProperty({ type: [ReviewLineResponse], description: '逐人结果,顺序与名单一致' })
  items!: readonly ReviewLineResponse[];
}

@ApiTags('志愿者')
@Controller('volunteer-reviews')
export class VolunteerReviewsController {
  constructor(private readonly batch: ReviewBatch) {}

  @Post()
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({
    summary: '成批审核登记:逐人办理、逐人答复',
    description: '中断后用同一个幂等键重发:已办理的照原样答复,其余继续办理。',
    operationId: 'reviewVolunteers',
  })
  @ApiOkResponse({ type: ReviewBatchResponse })
  async review(@Command() context: CommandContext, @Body() body: ReviewBatchRequest): Promise<ReviewBatchResponse> {
    return { items: await this.batch.execute(context, body) };
  }
}
