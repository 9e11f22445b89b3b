import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, statusOfKind } from '../../../platform/delivery/http/problem';
import { isOpenedByPerson } from '../../../platform/delivery/http/problem-page';
import { setupErrors } from '../errors';

/** What is served before the choice. */
const OPEN_PATHS = /^\/(setup|api\/v1\/setup(\/[a-z-]+)?|health\/(live|ready))\/?$/;

/**
 * Before the choice everything leads to the setup: whoever opens a page is sent there, a program is told where to go.
 *
 * @param address of the setup page, for programs.
 */
export function setupGate(address: string) {
  return (request: FastifyRequest, reply: FastifyReply, next: () => void): void => {
    const [path = '/'] = request.url.split('?');
    if (OPEN_PATHS.test(path)) {
      next();
      return;
    }
    if (isOpenedByPerson(request)) {
      void reply.redirect('/setup', 303);
      return;
    }
    const { code, kind, sentence } = setupErrors.refuse('SETUP_REQUIRED');
    const status = statusOfKind[kind];
    void reply
      .status(status)
      .header('Retry-After', '10')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemOf(status, code, sentence, { details: { address }, requestId: request.id })));
  };
}
