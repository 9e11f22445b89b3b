import type { FastifyInstance } from 'fastify';
import { PinoLogger } from 'nestjs-pino';

/**
 * Logs every answered request at level debug, and those we could not answer properly (5xx) as errors: without query,
 * headers and body, so that no personal data and no token gets into a log.
 */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    const level = statusCode >= 500 ? 'error' : 'debug';
    const logger = rootLogger();
    if (logger?.isLevelEnabled(level)) {
      const { id: requestId, method, url } = request;
      const responseTimeMs = Math.round(reply.elapsedTime);
      logger[level]({ requestId, method, path: url.split('?')[0], statusCode, responseTimeMs }, 'request answered');
    }
    done();
  });
}

/** Stands once an application with a LoggingModule is built. */
function rootLogger(): PinoLogger['logger'] | undefined {
  return PinoLogger.root;
}
