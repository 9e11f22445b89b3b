import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { OwnNotices } from '../application/own-notices';
import { NoticePage, UnreadResponse } from './notice.requests';

@ApiTags('我的通知')
@Controller('me/notices')
export class NoticesController {
  constructor(private readonly notices: OwnNotices) {}

  @Get()
  @Allow('self.record')
  @ApiOperation({ summary: '我的通知', operationId: 'listOwnNotices' })
  @ApiOkResponse({ type: NoticePage })
  async own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<NoticePage> {
    return this.notices.page(actor, query);
  }

  @Post('readings')
  @Allow('self.record')
  @ApiCommand()
  @ApiOperation({ summary: '全部标为已读', operationId: 'readOwnNotices' })
  @ApiCreatedResponse({ type: UnreadResponse })
  async read(@Command() context: CommandContext): Promise<UnreadResponse> {
    return this.notices.read(context);
  }
}
