import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { HeadQueries } from '../persistence/head-queries';
import { HeadPageResponse } from './head.requests';

@ApiTags('三长任职')
@Controller('volunteers/:volunteerId/head-appointments')
export class VolunteerAppointmentsController {
  constructor(private readonly queries: HeadQueries) {}

  @Get()
  @Allow('volunteer.read')
  @ApiOperation({ summary: '一名志愿者的任职，新的在前', operationId: 'listVolunteerAppointments' })
  @ApiOkResponse({ type: HeadPageResponse })
  async list(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: PageQuery,
  ): Promise<HeadPageResponse> {
    return this.queries.ofVolunteer(actor, volunteerId, query);
  }
}
