import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { RegistrationVisits } from '../application/registration-visits';
import { RecordedVisitResponse, RecordVisitRequest, VisitDrawPage, VisitPage, VisitsQuery } from './visit.requests';

/** Visits to people whom staff has registered. */
@ApiTags('监督抽查')
@Controller()
export class VisitsController {
  constructor(private readonly visits: RegistrationVisits) {}

  @Get('registration-visits')
  @Allow('volunteer.review')
  @ApiOperation({ summary: '抽中上门核对的登记，先抽中的在前', operationId: 'listRegistrationVisits' })
  @ApiOkResponse({ type: VisitPage })
  async list(@CurrentActor() actor: Actor, @Query() query: VisitsQuery): Promise<VisitPage> {
    return this.visits.page(actor, query);
  }

  @Post('registration-visits/:visitId/results')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({
    summary: '登记上门核对的结果',
    description: '由登记人以外的人登记。查无此人的，志愿者暂停（待审核的不予通过），并提示异常。',
    operationId: 'recordRegistrationVisit',
  })
  @ApiOkResponse({ type: RecordedVisitResponse })
  async record(
    @Command() context: CommandContext,
    @Param('visitId', IdPipe) visitId: string,
    @Body() body: RecordVisitRequest,
  ): Promise<RecordedVisitResponse> {
    return this.visits.record(context, { ...body, visitId });
  }

  @Get('visit-draws')
  @Allow('record.read')
  @ApiOperation({ summary: '上门核对的历次抽取：先公布种子指纹，后公布种子', operationId: 'listVisitDraws' })
  @ApiOkResponse({ type: VisitDrawPage })
  async draws(@Query() query: PageQuery): Promise<VisitDrawPage> {
    return this.visits.draws(query);
  }
}
