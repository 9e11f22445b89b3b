import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ListMissingCheckOuts } from '../application/list-missing-check-outs';
import { ListObjections } from '../../objections';
import { ListUnfinished } from '../application/list-unfinished';
import {
  MissingCheckOutsResponse,
  ObjectionPage,
  ObjectionsQuery,
  OwnObjectionPage,
  UnfinishedRecordPage,
  UnfinishedRecordsQuery,
} from './queue.requests';

/** What waits for somebody. */
@ApiTags('办理队列')
@Controller()
export class ReviewQueuesController {
  constructor(
    private readonly unfinished: ListUnfinished,
    private readonly objections: ListObjections,
    private readonly missingCheckOuts: ListMissingCheckOuts,
  ) {}

  @Get('unfinished-records')
  @Allow('record.read')
  @ApiOperation({ summary: '临近或超过办结期限的服务记录', operationId: 'listUnfinishedRecords' })
  @ApiOkResponse({ type: UnfinishedRecordPage })
  async overdue(@CurrentActor() actor: Actor, @Query() query: UnfinishedRecordsQuery): Promise<UnfinishedRecordPage> {
    return this.unfinished.page(actor, query);
  }

  @Get('objections')
  @Allow('record.review')
  @ApiOperation({ summary: '异议列表', operationId: 'listObjections' })
  @ApiOkResponse({ type: ObjectionPage })
  async all(@CurrentActor() actor: Actor, @Query() query: ObjectionsQuery): Promise<ObjectionPage> {
    return this.objections.forStaff(actor, query);
  }

  @Get('me/objections')
  @Allow('self.record')
  @ApiOperation({ summary: '我提出的异议', operationId: 'listOwnObjections' })
  @ApiOkResponse({ type: OwnObjectionPage })
  async own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<OwnObjectionPage> {
    return this.objections.own(actor, query);
  }

  @Get('me/missing-check-outs')
  @Allow('self.record')
  @ApiOperation({ summary: '我漏签退、还能补报的记录', operationId: 'listMissingCheckOuts' })
  @ApiOkResponse({ type: MissingCheckOutsResponse })
  async missing(@CurrentActor() actor: Actor): Promise<MissingCheckOutsResponse> {
    return this.missingCheckOuts.execute(actor);
  }
}
