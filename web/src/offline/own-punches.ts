import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';
import { answered } from '../api/answer';
import { api } from '../api/client';
import { deviceId } from '../session/device';
import { session } from '../session/session';
import { dressedDay } from './dressed-day';
import { dress, keptDay } from './own-day';
import { type NewPunch, type OwnPunch, OwnPunchQueue, type OwnPunchSender } from './own-punch-queue';
import { shelf } from './shelf';

/** What waits is tried again this often while a page is open, and at once when the network is back or somebody looks. */
const AGAIN_MS = 5_000;
const WAKES = [
  [window, 'online'],
  [window, 'focus'],
  [document, 'visibilitychange'],
] as const;
/** In a dead network an answer is not waited for as long as elsewhere. */
export const PATIENCE_MS = 10_000;

/** Null also where the service would not take it from whoever is signed in now: then it stays. */
const send: OwnPunchSender = async (volunteerId, punches) => {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
  const lines = punches.map(({ punchId, shiftId, direction, code, happenedAt }) => ({
    ...{ punchId, shiftId, direction, code, happenedAt },
  }));
  const answer = await answered(
    api.POST('/api/v1/me/punch-batches', {
      signal: limit.signal,
      body: { volunteerId, deviceId: deviceId(), deviceSentAt: new Date().toISOString(), lines },
    }),
  );
  clearTimeout(timer);
  if ('ok' in answer) return answer.ok.items;
  return 'refused' in answer && answer.refused.status === 400 ? { refused: answer.refused.title } : null;
};

/**
 * The own punches of whoever uses this phone, and what sends them as long as the page is open.
 *
 * @param taken called where the service has taken any: the day is another one.
 */
export function useOwnPunches(taken: () => unknown) {
  const punches = shallowRef<readonly OwnPunch[]>([]);
  const ofOthers = ref(0);
  const outlivesPage = ref(true);
  /** Whether what the phone keeps has been looked at. */
  const isReady = ref(false);
  const owner = session.me?.volunteerId ?? keptDay()?.volunteerId ?? '';
  const queue = shelf<OwnPunch>('own-punches').then(async (store) => {
    const made = new OwnPunchQueue(store, send, owner, (own, others) => {
      punches.value = own;
      ofOthers.value = others;
      outlivesPage.value = store.outlivesPage;
    });
    await made.load();
    dress.value = (day) => dressedDay(day, punches.value);
    isReady.value = true;
    return made;
  });

  /** Looks at the shelf each time: another page of this phone may have put something there. */
  async function flush(): Promise<void> {
    const made = await queue;
    if (session.isEnded || navigator.onLine === false) return made.load();
    if (await made.flush()) taken();
  }
  const again = (): void => void flush();
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    for (const [where, what] of WAKES) where.addEventListener(what, again);
    timer = setInterval(again, AGAIN_MS);
    again();
  });
  onBeforeUnmount(() => {
    for (const [where, what] of WAKES) where.removeEventListener(what, again);
    clearInterval(timer);
  });
  watch(() => session.isEnded, again);

  return {
    punches,
    ofOthers,
    outlivesPage,
    isReady,
    flush,
    keep: async (punch: NewPunch, isHeld: boolean) => (await queue).keep(punch, isHeld),
    release: async (punch: OwnPunch) => (await queue).release(punch),
    answered: async (punch: OwnPunch) => (await queue).answered(punch),
    dismiss: async (punch: OwnPunch) => (await queue).dismiss(punch),
  };
}
