import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ListReceipts } from '../application/list-receipts';
import { ReceiptPage, ReceiptsQuery } from './receipt.requests';

@ApiTags('办理队列')
@Controller('sms-receipts')
export class ReceiptsController {
  constructor(private readonly receipts: ListReceipts) {}

  @Get()
  @Allow('record.review')
  @ApiOperation({
    summary: '短信回执:按回执号查记录,或看哪些没有送达',
    description: '按来电人报的回执号找到服务记录后,用 records/{recordId}/denials 登记本人否认。',
    operationId: 'listSmsReceipts',
  })
  @ApiOkResponse({ type: ReceiptPage })
  async list(@CurrentActor() actor: Actor, @Query() query: ReceiptsQuery): Promise<ReceiptPage> {
    return this.receipts.page(actor, query);
  }
}
