import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { RecordPunch } from '../application/record-punch';
import { OWN_KEY, PunchReceiptResponse, RecordPunchRequest } from './punch.requests';

/** A check-in or check-out of oneself. The punch id in the body is the idempotency key, for ever. */
@ApiTags('签到签退')
@Controller()
export class PunchesController {
  constructor(private readonly recordPunch: RecordPunch) {}

  @Post('me/punches')
  @Allow('self.punch')
  @ApiOperation({ summary: '本人签到或签退', operationId: 'recordPunch', description: OWN_KEY })
  @ApiCreatedResponse({ type: PunchReceiptResponse })
  async punch(@CurrentActor() actor: Actor, @Body() body: RecordPunchRequest): Promise<PunchReceiptResponse> {
    return this.recordPunch.execute(actor, body);
  }
}
