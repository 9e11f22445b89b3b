import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../platform/delivery/http/decorators';
import { ShowHonours } from '../application/show-honours';
import { ShowSite } from '../application/show-site';
import { HonoursResponse, SiteResponse } from './public-site.responses';

@ApiTags('公开信息')
@Controller()
export class PublicSiteController {
  constructor(
    private readonly site: ShowSite,
    private readonly honours: ShowHonours,
  ) {}

  @Get('site')
  @Public('首页要说这是哪个街道')
  @ApiOperation({
    summary: '街道、各社区的电话、登录方式、今年的服务',
    operationId: 'getSite',
    description: '人次和时长只算已入账的服务记录，不含培训；一分钟内的答复可能相同。',
  })
  @ApiOkResponse({ type: SiteResponse })
  async show(): Promise<SiteResponse> {
    return this.site.execute();
  }

  @Get('honours')
  @Public('光荣榜是给大家看的')
  @ApiOperation({
    summary: '光荣榜',
    operationId: 'listHonours',
    description:
      '只列本人同意在排名和光荣榜上用真名的成年人；街道可以关闭，关闭后不列出任何人。最多 200 人，星级高的在前。',
  })
  @ApiOkResponse({ type: HonoursResponse })
  async list(): Promise<HonoursResponse> {
    return this.honours.execute();
  }
}
