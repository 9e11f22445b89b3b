import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { VolunteerCards } from '../application/volunteer-cards';
import { VolunteerCardResponse } from './card.requests';

/** The card that one shows to a tablet on the spot. */
@ApiTags('签到签退')
@Controller()
export class OwnCardController {
  constructor(private readonly cards: VolunteerCards) {}

  @Get('me/card')
  @Allow('self.punch')
  @ApiOperation({ summary: '本人的志愿者二维码', operationId: 'getOwnCard' })
  @ApiOkResponse({ type: VolunteerCardResponse })
  async card(@CurrentActor() actor: Actor): Promise<VolunteerCardResponse> {
    return this.cards.own(actor);
  }
}
