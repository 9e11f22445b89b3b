import type { ErrorKind } from '../../../kernel/domain-error';

/** Where the documentation of a code stands; the type of a problem is this prefix and the code. */
export const PROBLEM_TYPE_PREFIX = 'urn:volunteer-ledger:problem:';

/** HTTP status of each kind of refusal: the only place that knows both. */
export const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'precondition-failed': 412,
  'too-large': 413,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
};

/** One wrong field of a request. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** The body of every refusal: RFC 9457, with a stable code and a Chinese sentence. */
export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  /** Chinese: what happened and what to do next. */
  readonly title: string;
  readonly field?: string;
  readonly errors?: readonly FieldProblem[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Names the request in the log. */
  readonly requestId?: string;
}

export function problemOf(status: number, code: string, title: string, extra: Partial<Problem> = {}): Problem {
  return { type: `${PROBLEM_TYPE_PREFIX}${code}`, status, code, title, ...extra };
}
