import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpErrors } from './http-errors';
import { problemOf, statusOfKind } from './problem';

/**
 * Answers addresses that the router cannot read (`%zz`, far too long) as addresses that do not exist.
 *
 * @param headers of every answer: such a request reaches neither hooks nor filters.
 */
export function refuseAddress(headers: Readonly<Record<string, string>>) {
  return (_: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const { code, kind, sentence } = httpErrors.refuse('ROUTE_UNKNOWN');
    const status = statusOfKind[kind];
    void reply
      .status(status)
      .headers(headers)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemOf(status, code, sentence, { requestId: request.id })));
  };
}
