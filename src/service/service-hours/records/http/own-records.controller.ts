import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor, Public } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ListRecords } from '../application/list-records';
import { ProposeCheckOut } from '../application/propose-check-out';
import { ShowOwnRecord } from '../application/show-own-record';
import { OwnRecordDetailResponse } from './own-record.responses';
import {
  OwnRecordPage,
  ProposeCheckOutRequest,
  PublicityQuery,
  PublicRecordPage,
  RecordChangeResponse,
} from './record.requests';

/** What volunteers see of service records, and the check-out that they add. */
@ApiTags('我的服务记录')
@Controller()
export class OwnRecordsController {
  constructor(
    private readonly lists: ListRecords,
    private readonly show: ShowOwnRecord,
    private readonly proposeCheckOut: ProposeCheckOut,
  ) {}

  @Get('me/records')
  @Allow('self.record')
  @ApiOperation({ summary: '我的服务记录', operationId: 'listOwnRecords' })
  @ApiOkResponse({ type: OwnRecordPage })
  async own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<OwnRecordPage> {
    return this.lists.own(actor, query);
  }

  @Get('me/records/:recordId')
  @Allow('self.record')
  @ApiOperation({
    summary: '我的一条服务记录',
    operationId: 'getOwnRecord',
    description:
      '从打卡到认定分钟的每一步，附打卡时刻、休息、计入的时段、积分怎样来、公示到何时、还能不能补报签退和提异议。不是本人的答复为没有找到。',
  })
  @ApiOkResponse({ type: OwnRecordDetailResponse })
  async one(
    @CurrentActor() actor: Actor,
    @Param('recordId', IdPipe) recordId: string,
  ): Promise<OwnRecordDetailResponse> {
    return this.show.execute(actor, recordId);
  }

  @Post('me/records/:recordId/check-out-proposals')
  @Allow('self.record')
  @ApiCommand()
  @ApiOperation({ summary: '补报签退时间', operationId: 'proposeCheckOut' })
  @ApiCreatedResponse({ type: RecordChangeResponse })
  async propose(
    @Command() context: CommandContext,
    @Param('recordId', IdPipe) recordId: string,
    @Body() body: ProposeCheckOutRequest,
  ): Promise<RecordChangeResponse> {
    return this.proposeCheckOut.execute(context, { ...body, recordId });
  }

  @Get('publicity')
  @Public('公示就是给大家看的')
  @ApiOperation({
    summary: '公示中的服务记录',
    operationId: 'listPublicity',
    description:
      '不登录也能看。没有同意公开姓名的只显示姓；未成年人和年龄不明的不列出；有异议未答复的标明核实中，不说由谁提出。',
  })
  @ApiOkResponse({ type: PublicRecordPage })
  async publicity(@Query() query: PublicityQuery): Promise<PublicRecordPage> {
    return this.lists.inPublicity(query);
  }
}
