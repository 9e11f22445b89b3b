import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DivisionDirectory } from '../../../place/divisions';
import { Public } from '../../../platform/delivery/http/decorators';
import { renderPage } from '../../../platform/delivery/http/html-page';
import { Sms } from '../../phone-sign-in';
import { RETURN_PATH } from '../application/oauth-gateway';
import { signInPage } from './sign-in-page';

@ApiExcludeController()
@Controller(RETURN_PATH)
export class SignInPageController {
  constructor(
    private readonly sms: Sms,
    private readonly divisions: DivisionDirectory,
  ) {}

  /** The same for everybody: whatever stands in the address is read by the page itself. */
  @Get()
  @Public('登录本身;平台把人送回这里')
  async page(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const phones = await this.divisions.communityPhones();
    return renderPage(reply, signInPage({ hasTexts: this.sms.isSetUp, phones }));
  }
}
