import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpErrors } from './http-errors';
import { problemOf, statusOfKind } from './problem';

/** An address that leads to no route can reach neither hooks nor filters: what they would add stands here. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Answers addresses that the router cannot read (`%zz`, far too long) as addresses that do not exist. */
export function refuseAddress(_: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { code, kind, sentence } = httpErrors.refuse('ROUTE_UNKNOWN');
  const status = statusOfKind[kind];
  void reply
    .status(status)
    .headers(HEADERS)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(status, code, sentence, { requestId: request.id })));
}
