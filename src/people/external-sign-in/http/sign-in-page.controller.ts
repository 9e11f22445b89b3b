import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../platform/delivery/http/decorators';
import { renderPage } from '../../../platform/delivery/http/html-page';
import { RETURN_PATH } from '../application/oauth-gateway';
import { signInPage } from './sign-in-page';

@ApiExcludeController()
@Controller(RETURN_PATH)
export class SignInPageController {
  @Get()
  @Public('登录本身;平台把人送回这里')
  page(@Res({ passthrough: true }) reply: FastifyReply): string {
    return renderPage(reply, signInPage);
  }
}
