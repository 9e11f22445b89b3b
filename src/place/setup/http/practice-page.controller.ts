import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../platform/delivery/http/decorators';
import { renderPage } from '../../../platform/delivery/http/html-page';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { InstallationMode } from '../../../platform/data/installation';
import { PracticeSeed } from '../application/practice-seed';
import { practicePage } from './practice-page';

/** Where a person of a practice installation begins, and where the setup leads once it is over. */
@ApiExcludeController()
@Controller('practice')
export class PracticePageController {
  constructor(
    private readonly mode: InstallationMode,
    private readonly seed: PracticeSeed,
  ) {}

  /** @throws ROUTE_UNKNOWN where it is not practice */
  @Get()
  @Public('只有练习安装才有；练习账号的密码本来就是公开的')
  async accounts(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.mode.isPractice) throw httpErrors.refuse('ROUTE_UNKNOWN');
    return renderPage(reply, practicePage(await this.seed.accounts()));
  }
}
