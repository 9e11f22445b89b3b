import { answered, type Answer } from '../api/answer';
import { api } from '../api/client';
import type { LineAnswer, RollCallSender, Sent, Tap } from './roll-call-queue';

/** In a dead network an answer is not waited for as long as elsewhere: the leader sees what is stored and goes on. */
const PATIENCE_MS = 10_000;

async function lines(call: (signal: AbortSignal) => Promise<Answer<{ items: readonly LineAnswer[] }>>): Promise<Sent> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
  const answer = await call(limit.signal);
  clearTimeout(timer);
  if ('ok' in answer) return answer.ok.items;
  if ('unknown' in answer) return null;
  const { status, title } = answer.refused;
  // A session that has ended, a service that is busy: the taps stay and come again.
  return status === 401 || status === 429 || status >= 500 ? null : { refused: title };
}

/** The two ways of a roll call to the service. */
export const rollCallSender: RollCallSender = {
  live: (shiftId, taps) =>
    lines((signal) =>
      answered(
        api.POST('/api/v1/shifts/{shiftId}/roll-calls', {
          ...{ signal, params: { path: { shiftId } } },
          body: { lines: taps.map(({ punchId, volunteerId, direction }) => ({ punchId, volunteerId, direction })) },
        }),
      ),
    ),
  late: (shiftId, taps) =>
    lines((signal) =>
      answered(
        api.POST('/api/v1/shifts/{shiftId}/punch-batches', {
          ...{ signal, params: { path: { shiftId } } },
          body: { deviceSentAt: new Date().toISOString(), lines: taps.map(lateLine) },
        }),
      ),
    ),
};

function lateLine({ punchId, volunteerId, direction, tappedAt }: Tap) {
  return { punchId, volunteerId, direction, happenedAt: new Date(tappedAt).toISOString() };
}
