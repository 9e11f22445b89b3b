import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../delivery/http/decorators';
import { renderPage } from '../../../delivery/http/html-page';
import { invitationPage } from './invitation-page';

@ApiExcludeController()
@Controller('invitation')
export class InvitationPageController {
  @Get()
  @Public('设置密码的页面;口令在链接的 # 之后,不会随网址发给服务器')
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    return renderPage(reply, invitationPage);
  }
}
