import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import { renderPage } from '../../delivery/http/html-page';
import { JobQueues } from '../../data/queue';
import { boardDoor } from './board-door';
import { BoardPages } from './board-pages';
import { BOARD_PATH, BoardPass } from './board-pass';

/** Everything comes from this service: an office network reaches no font server, and none should learn of the board. */
const BOARD_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The queue board at /operations/queues, on either backend of the queue. It only shows: what changes something goes over
 * the API or the command line, where it is written to the audit log. Payloads hold ids only, so there is nothing to mask.
 */
@Injectable()
export class QueueBoard implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly queues: JobQueues,
    private readonly pass: BoardPass,
  ) {}

  /** Before the server listens: from then on Fastify takes no more routes. */
  onModuleInit(): void {
    // Commands of the command line have no HTTP.
    const server = (this.host as { httpAdapter?: { getInstance(): FastifyInstance } }).httpAdapter?.getInstance();
    if (!server) return;
    const board = new BoardPages(BOARD_PATH);
    // The adapter's types know the Redis queue only; it reads a queue on PostgreSQL as well.
    createBullBoard({
      queues: this.queues.all().map((queue) => new BullMQAdapter(queue as Queue, { readOnlyMode: true })),
      serverAdapter: board,
      options: { uiConfig: { boardTitle: '任务队列', locale: { lng: 'zh-CN' }, hideRedisDetails: false } },
    });
    void server.register(
      async (scope) => {
        scope.addHook('onRequest', async (request, reply) => {
          if (await this.pass.isValid(request.headers.cookie)) return;
          await reply.status(401).send(renderPage(reply, boardDoor));
        });
        scope.addHook('onSend', async (_, reply) => {
          if (reply.statusCode !== 401) {
            void reply.header('Content-Security-Policy', BOARD_POLICY).header('Cache-Control', 'no-store');
          }
          await Promise.resolve();
        });
        board.addTo(scope);
        await Promise.resolve();
      },
      { prefix: BOARD_PATH },
    );
  }
}
