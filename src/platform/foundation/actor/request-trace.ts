/**
 * Where something came from: the request in which it happens. It goes along with the actor (`traceOf`) and in no
 * asynchronous context, because on Node 20 one slows every promise of the process down.
 */
export interface RequestTrace {
  readonly requestId: string;
  readonly remoteAddress: string;
  /** What the address of the request names by id, e.g. the volunteer of `/volunteers/:volunteerId/reviews`. */
  readonly subject: TraceSubject | null;
  readonly sessionId: string | null;
}

export interface TraceSubject {
  readonly kind: string;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The trace of a request of which nobody knows yet whose it is. */
export function traceOfRequest({
  id,
  ip,
  params,
}: {
  readonly id: string;
  readonly ip: string;
  readonly params: unknown;
}): RequestTrace {
  return { requestId: id, remoteAddress: ip, subject: subjectOfParams(params), sessionId: null };
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
