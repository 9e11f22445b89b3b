import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ShowOwnOffices } from '../application/show-own-offices';
import { OwnOfficeListResponse } from './own-office.responses';

@ApiTags('三长任职')
@Controller('me/head-appointments')
export class OwnOfficesController {
  constructor(private readonly show: ShowOwnOffices) {}

  @Get()
  @Allow('self.profile')
  @ApiOperation({
    summary: '我的任职、考评和评选',
    operationId: 'listOwnHeadAppointments',
    description: '新的在前；考评连作废的一起列，不说由谁录入；评选从冻结时起只列本人的一行和每项得分的理由。',
  })
  @ApiOkResponse({ type: OwnOfficeListResponse })
  async list(@CurrentActor() actor: Actor): Promise<OwnOfficeListResponse> {
    return { items: await this.show.execute(actor) };
  }
}
