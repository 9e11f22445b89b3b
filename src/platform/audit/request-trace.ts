import { AsyncLocalStorage } from 'node:async_hooks';

/** Where something came from: the request in which it happens. */
export interface RequestTrace {
  readonly requestId: string;
  readonly remoteAddress: string;
  /** What the address of the request names by id, e.g. the volunteer of `/volunteers/:volunteerId/reviews`. */
  readonly subject: TraceSubject | null;
  /** Known after the access guard. */
  sessionId: string | null;
}

export interface TraceSubject {
  readonly kind: string;
  readonly id: string;
}

const storage = new AsyncLocalStorage<RequestTrace>();

/** Runs the rest of a request under its trace, so that no use case has to carry it along. */
export function underTrace(trace: RequestTrace, work: () => void): void {
  storage.run(trace, work);
}

/** The trace of the request that is being answered; undefined in jobs and on the command line. */
export function currentTrace(): RequestTrace | undefined {
  return storage.getStore();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The last id in the parameters of a route; `shiftDeviceId` is of the kind `shift_device`. */
export function subjectOfParams(params: unknown): TraceSubject | null {
  if (typeof params !== 'object' || params === null) return null;
  const last = Object.entries(params)
    .filter((entry): entry is [string, string] => isUuid(entry[1]))
    .at(-1);
  if (!last) return null;
  const kind = last[0].replace(/Id$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { kind, id: last[1].toLowerCase() };
}
