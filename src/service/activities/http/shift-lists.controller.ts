import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor, Public } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { BrowseShifts } from '../application/browse-shifts';
import {
  KeptShiftPage,
  ListedShiftPage,
  ManagedShiftListQuery,
  ShiftDayListResponse,
  ShiftListQuery,
} from './shift-lists.requests';

@ApiTags('场次')
@Controller()
export class ShiftListsController {
  constructor(private readonly shifts: BrowseShifts) {}

  @Get('shifts')
  @Public('居民不登录也能查看已发布活动的场次')
  @ApiOperation({
    summary: '已发布活动的场次，早的在前',
    operationId: 'listShifts',
    description: '按日期、区划、服务队、类别查，附名额、已报和候补人数；不填日期则为今天起的七天。',
  })
  @ApiOkResponse({ type: ListedShiftPage })
  async list(@Query() query: ShiftListQuery): Promise<ListedShiftPage> {
    return this.shifts.published(query);
  }

  @Get('shift-days')
  @Public('居民不登录也能查看已发布活动的场次')
  @ApiOperation({ summary: '每天有几场、还空着几个名额，周历用', operationId: 'countShiftsByDay' })
  @ApiOkResponse({ type: ShiftDayListResponse })
  async days(@Query() query: ShiftListQuery): Promise<ShiftDayListResponse> {
    return { items: await this.shifts.days(query) };
  }

  @Get('managed-shifts')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '本人带的、或所辖的场次，附到场人数，早的在前',
    operationId: 'listManagedShifts',
    description: '队长、副队长看到本队的场次，工作人员看到所辖的场次；别人得到空的列表。',
  })
  @ApiOkResponse({ type: KeptShiftPage })
  async managed(@CurrentActor() actor: Actor, @Query() query: ManagedShiftListQuery): Promise<KeptShiftPage> {
    return this.shifts.kept(actor, query);
  }
}
