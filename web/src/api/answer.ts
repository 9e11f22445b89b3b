/** What came of a request. A lost answer is "unknown": the command may have been carried out, and is never called failed. */
export type Answer<T> = { readonly ok: T } | { readonly refused: Problem } | { readonly unknown: true };

/** A refusal of the service: RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  /** Chinese: what happened and what to do next. */
  readonly title: string;
  readonly field?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
  /** Names the request in the log of the service. */
  readonly requestId?: string;
}

/**
 * Whether one knows what has become of a command. A service that failed in the middle does not know itself: its commit may
 * have been carried out.
 */
export function isKnown(answer: Answer<unknown>): boolean {
  return !('unknown' in answer) && !('refused' in answer && answer.refused.status >= 500);
}

/** A read that did not work: with the refusal, or null where the service was not reached. */
export class ReadTrouble extends Error {
  constructor(readonly problem: Problem | null) {
    super(problem?.code ?? 'UNREACHABLE');
  }
}

/** What the generated client hands back. */
export interface Reply<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value;
}

/** A proxy that answers in the service's place has no code: whether the command arrived, nobody knows. */
export async function answered<T>(call: Promise<Reply<T>>): Promise<Answer<T>> {
  let reply: Reply<T>;
  try {
    reply = await call;
  } catch {
    return { unknown: true };
  }
  if (reply.response.ok) return { ok: reply.data as T };
  return isProblem(reply.error) ? { refused: reply.error } : { unknown: true };
}

/** For queries. @throws ReadTrouble */
export async function read<T>(call: Promise<Reply<T>>): Promise<T> {
  const answer = await answered(call);
  if ('ok' in answer) return answer.ok;
  throw new ReadTrouble('refused' in answer ? answer.refused : null);
}
