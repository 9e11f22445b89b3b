import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../../platform/delivery/http/decorators';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ShowRegistrations } from '../../registration';
import { VolunteerSearch } from '../persistence/volunteer-search';
import { SearchVolunteersRequest } from './search.requests';
import { VolunteerPageResponse } from '../../profile';

@ApiTags('志愿者')
@Controller('volunteer-searches')
export class VolunteerSearchesController {
  constructor(
    private readonly search: VolunteerSearch,
    private readonly registrations: ShowRegistrations,
  ) {}

  @Post()
  @Allow('volunteer.read')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '查找志愿者',
    description: '只查找,不写入,所以不用幂等键;用 POST 是因为姓名和号码不能出现在网址里。',
    operationId: 'searchVolunteers',
  })
  @ApiOkResponse({ type: VolunteerPageResponse })
  async find(@CurrentActor() actor: Actor, @Body() body: SearchVolunteersRequest): Promise<VolunteerPageResponse> {
    const { items, next } = await this.search.page(actor, body);
    return { items: await this.registrations.withStandings(actor, items), next };
  }
}
