import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isWorthALine } from '../../data/audit/worth-a-line';
import { RefusalLog } from '../../data/audit/refusal-log';
import { subjectOfParams } from '../../foundation/actor/request-trace';
import { DomainError } from '../../../kernel/domain-error';
import { isPassingTrouble } from '../../data/database/passing-trouble';
import { sqlStateOf } from '../../data/database/unit-of-work';
import { actorIdOf } from '../../foundation/actor/actor';
import type { ActingRequest } from './decorators';
import { foreignAsUnknown, isFieldOfAddress } from './foreign';
import { httpErrors } from './http-errors';
import { renderPage } from './html-page';
import { isOpenedByPerson, problemPage } from './problem-page';
import { type Problem, problemOf, statusOfKind } from './problem';
import { ValidationFailed } from './validation';

const INVALID_TEXT = '22P02';
/** A character no text column holds (NUL, a lone surrogate), as text and inside jsonb. */
const UNSTORABLE_TEXT = new Set(['22021', '22P05']);
/** A number or an instant outside of its column's range, or a date that does not exist. */
const OUT_OF_RANGE = new Set(['22003', '22007', '22008']);
/** Answers that are read as they are, by whomever: the interface, and what an operator looks at to see what is down. */
const FOR_PROGRAMS = /^\/(api|health)\//;
/** For refusals that do not know better. */
const RETRY_AFTER_SECONDS = 2;

/** Turns every error into problem+json. What is not a refusal is logged with the request's id and answered without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly refusals: RefusalLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<ActingRequest>();
    const requestId = request.id;
    const foreign =
      error instanceof DomainError && request.isAdmitted === true ? foreignAsUnknown(error, request.params) : null;
    const { field, ...whole } = this.problemFor(foreign ?? error, requestId);
    const problem = field === undefined || isFieldOfAddress(field, request.params) ? whole : { ...whole, field };
    if (error instanceof DomainError)
      this.note(request, { error, status: problem.status, isForeign: foreign !== null });
    if (problem.status === 429 || problem.status === 503) void reply.header('Retry-After', retryAfterSeconds(problem));
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    if (isOpenedByPerson(request) && !FOR_PROGRAMS.test(request.url)) {
      void reply.status(problem.status).send(renderPage(reply, problemPage(problem, requestId)));
      return;
    }
    void reply
      .status(problem.status)
      .type('application/problem+json; charset=utf-8')
      .send({ ...problem, requestId });
  }

  private note(request: ActingRequest, refused: { error: DomainError; status: number; isForeign: boolean }): void {
    const { actor } = request;
    const path = request.routeOptions.url ?? '*';
    const { status, isForeign, error } = refused;
    const isSignedIn = actor?.kind === 'USER';
    if (!isWorthALine({ isSignedIn, method: request.method, path, status }, isForeign)) return;
    this.refusals.note({
      actorId: isSignedIn ? actorIdOf(actor) : 'anonymous',
      actorKind: isSignedIn ? 'USER' : 'ANONYMOUS',
      remoteAddress: request.ip,
      sessionId: isSignedIn ? actor.sessionId : null,
      requestId: request.id,
      route: `${request.method} ${path}`,
      subject: subjectOfParams(request.params),
      code: error.code,
      status,
    });
  }

  private problemFor(error: unknown, requestId: string): Problem {
    if (error instanceof ValidationFailed) {
      const refusal = httpErrors.refuse('VALIDATION_FAILED');
      return this.refused(refusal, { errors: error.errors, ...(error.errors[0] && { field: error.errors[0].field }) });
    }
    if (error instanceof DomainError) return this.refused(error);
    if (error instanceof HttpException) return this.refused(fromHttpException(error));
    const bodyError = fromFastify(error);
    if (bodyError) return this.refused(bodyError);
    const state = sqlStateOf(error);
    if (state === INVALID_TEXT) return this.refused(httpErrors.refuse('NOT_FOUND'));
    if (state !== null && UNSTORABLE_TEXT.has(state)) return this.refused(httpErrors.refuse('TEXT_UNSTORABLE'));
    if (state !== null && OUT_OF_RANGE.has(state)) return this.refused(httpErrors.refuse('VALUE_OUT_OF_RANGE'));
    this.logger.error({ err: error, requestId }, 'request failed');
    if (isPassingTrouble(error)) return this.refused(httpErrors.refuse('SERVICE_BUSY'));
    const failure = httpErrors.refuse('INTERNAL_ERROR');
    return problemOf(500, failure.code, failure.sentence);
  }

  private refused(error: DomainError, extra: Partial<Problem> = {}): Problem {
    return problemOf(statusOfKind[error.kind], error.code, error.sentence, {
      ...(error.field !== undefined && { field: error.field }),
      ...(Object.keys(error.details).length > 0 && { details: error.details }),
      ...extra,
    });
  }
}

function retryAfterSeconds({ details }: Problem): string {
  const given = details?.['retryAfterSeconds'];
  return String(typeof given === 'number' ? given : RETRY_AFTER_SECONDS);
}

function fromHttpException(error: HttpException): DomainError {
  const status = error.getStatus();
  if (status === 404) return httpErrors.refuse('ROUTE_UNKNOWN');
  if (status === 413) return httpErrors.refuse('BODY_TOO_LARGE');
  if (status === 429) return httpErrors.refuse('RATE_LIMITED');
  if (status === 503) return httpErrors.refuse('SERVICE_BUSY');
  return httpErrors.refuse('BODY_UNREADABLE');
}

/** Errors that Fastify itself raises before a handler runs. */
function fromFastify(error: unknown): DomainError | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  if (error.statusCode === 413) return httpErrors.refuse('BODY_TOO_LARGE');
  if (error.statusCode === 400 || error.statusCode === 415) return httpErrors.refuse('BODY_UNREADABLE');
  return null;
}
