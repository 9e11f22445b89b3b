import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../platform/delivery/http/decorators';
import { renderPage } from '../../../platform/delivery/http/html-page';
import { setupPage } from './setup-page';

@ApiExcludeController()
@Controller('setup')
export class SetupPageController {
  @Get()
  @Public('第一次使用的页面；设置码在链接的 # 之后，不会随网址发给服务器')
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    return renderPage(reply, setupPage);
  }
}
