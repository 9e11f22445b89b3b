import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref } from 'vue';
import { answered } from '../../api/answer';
import { api } from '../../api/client';
import { useCommand } from '../../api/command';
import { PATIENCE_MS, useOwnPunches } from '../../offline/own-punches';
import type { NewPunch, OwnPunch } from '../../offline/own-punch-queue';
import { deviceId } from '../../session/device';
import { type Fate, fateOf, VERB } from '../../words/own-punch';
import { doneOf } from './receipt';

/**
 * A punch is kept on this phone before it is sent, and let go when there is an answer: a network that is away, an answer that is lost
 * and a page that ends lose nothing. Every try says the same id, code and time, by which the service knows it again.
 */
export function useOwnPunch() {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['today'] });
  const own = useOwnPunches(refresh);
  const done = ref<Fate | null>(null);
  const keptId = ref<string | null>(null);
  /** Stays as it was last seen where another page of this phone has had it read. */
  const kept = computed<OwnPunch | null>((seen) => {
    const now = own.punches.value.find(({ punchId }) => punchId === keptId.value);
    return now ?? (seen?.punchId === keptId.value ? seen : null) ?? null;
  });
  const isSending = ref(false);

  const live = useCommand(async (_key, { punchId, shiftId, direction, code, happenedAt }: OwnPunch) => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
    const body = { punchId, shiftId, direction, code, deviceId: deviceId(), deviceSentAt: happenedAt };
    const answer = await answered(api.POST('/api/v1/me/punches', { signal: limit.signal, body }));
    clearTimeout(timer);
    return answer;
  });

  /**
   * A second press meanwhile is ignored.
   *
   * @param isAfterKept whether the check-in has not been taken yet: then the service would refuse this on the spot.
   */
  async function send(given: NewPunch, isAfterKept: boolean): Promise<void> {
    if (isSending.value) return;
    isSending.value = true;
    try {
      const punch = await own.keep(given, !isAfterKept);
      if (!isAfterKept) return await sendNow(punch);
      keptId.value = punch.punchId;
      await own.flush();
    } finally {
      isSending.value = false;
    }
  }

  async function sendNow(punch: OwnPunch): Promise<void> {
    const answer = await live.run(punch);
    if (!answer) return own.answered(punch);
    const isLost = 'unknown' in answer || ('refused' in answer && isForLater(answer.refused.status));
    if (isLost) {
      keptId.value = punch.punchId;
      await own.release(punch);
      live.clear();
      return;
    }
    await own.answered(punch);
    if ('ok' in answer) done.value = doneOf(answer.ok);
    else if (/^ALREADY_CHECKED_(IN|OUT)$/.test(answer.refused.code)) {
      done.value = { tone: 'ok', title: `已经${VERB[punch.direction]}`, message: answer.refused.title };
    } else return;
    void refresh();
  }

  return {
    state: live.state,
    isSending,
    kept,
    /** What is to be said of it; null while somebody is to try. */
    fate: computed<Fate | null>(() => done.value ?? (kept.value && fateOf(kept.value, own.outlivesPage.value))),
    isReady: own.isReady,
    send,
    flush: own.flush,
  };
}

/** A session that has ended, a service that does not know or has no room: the same punch comes again. */
function isForLater(status: number): boolean {
  return status === 401 || status >= 500;
}
