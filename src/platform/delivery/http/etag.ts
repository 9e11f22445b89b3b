import type { FastifyInstance } from 'fastify';

/** Answers that carry a `version` get it as ETag, so that every edit can name what it is based on. */
export function sendEtags(server: FastifyInstance): void {
  server.addHook('preSerialization', (_request, reply, body: unknown, done) => {
    if (typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number') {
      void reply.header('ETag', `"${body.version}"`);
    }
    done(null, body);
  });
}
