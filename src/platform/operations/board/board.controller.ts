import { Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentActor } from '../../delivery/http/decorators';
import { IntField, TextField } from '../../delivery/http/fields';
import type { Actor } from '../../foundation/actor/actor';
import { BOARD_PASS_SECONDS, BOARD_PATH, BoardPass } from './board-pass';

export class BoardPassResponse {
  @TextField({ label: '看板地址', max: 200, example: BOARD_PATH })
  path!: string;

  @IntField({ label: '有效秒数', min: 1, max: 86_400 })
  expiresInSeconds!: number;
}

@ApiTags('运行维护')
@Controller('operations/board-passes')
export class BoardController {
  constructor(private readonly boardPass: BoardPass) {}

  /** Changes nothing, so it needs no idempotency key: the cookie is in the answer. */
  @Post()
  @HttpCode(200)
  @Allow('system.operate')
  @ApiOperation({
    summary: '打开任务队列看板(设置 15 分钟有效的 Cookie)',
    operationId: 'openQueueBoard',
    description: '不改动数据,所以不用幂等键。',
  })
  @ApiOkResponse({ type: BoardPassResponse })
  async open(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BoardPassResponse> {
    void reply.header('Set-Cookie', await this.boardPass.issue(actor)).header('Cache-Control', 'no-store');
    return { path: BOARD_PATH, expiresInSeconds: BOARD_PASS_SECONDS };
  }
}
