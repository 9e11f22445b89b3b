import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import {
  Allow,
  ApiCommand,
  ApiIfMatch,
  Command,
  CurrentActor,
  ExpectedVersion,
} from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { AppointHead } from '../application/appoint-head';
import { EndAppointment } from '../application/end-appointment';
import { HeadQueries } from '../persistence/head-queries';
import {
  AppointHeadRequest,
  EndAppointmentRequest,
  HeadAnswerResponse,
  HeadPageResponse,
  HeadsQuery,
} from './head.requests';

@ApiTags('三长任职')
@Controller('head-appointments')
export class HeadsController {
  constructor(
    private readonly appoint: AppointHead,
    private readonly end: EndAppointment,
    private readonly queries: HeadQueries,
  ) {}

  @Post()
  @Allow('appointment.manage')
  @ApiCommand()
  @ApiOperation({ summary: '任命三长；任期从今天以前开始的，由另一人批准', operationId: 'appointHead' })
  @ApiCreatedResponse({ type: HeadAnswerResponse })
  async appointOne(@Command() context: CommandContext, @Body() body: AppointHeadRequest): Promise<HeadAnswerResponse> {
    return this.appoint.execute(context, body);
  }

  @Get()
  @Allow('volunteer.read')
  @ApiOperation({ summary: '在任三长', operationId: 'listHeads' })
  @ApiOkResponse({ type: HeadPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: HeadsQuery): Promise<HeadPageResponse> {
    return this.queries.page(actor, query);
  }

  @Post(':appointmentId/end')
  @Allow('appointment.manage')
  @ApiCommand(200)
  @ApiIfMatch()
  @ApiOperation({ summary: '结束任职；截止日在今天以前的，由另一人批准', operationId: 'endAppointment' })
  @ApiOkResponse({ type: HeadAnswerResponse })
  async endOne(
    @Command() context: CommandContext,
    @ExpectedVersion() expectedVersion: number,
    @Param('appointmentId', IdPipe) appointmentId: string,
    @Body() body: EndAppointmentRequest,
  ): Promise<HeadAnswerResponse> {
    return this.end.execute(context, { ...body, appointmentId, expectedVersion });
  }
}
