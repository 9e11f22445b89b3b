import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue';
import { keptTaps } from '../../offline/kept-taps';
import { rememberedLeader } from '../../offline/leader-device';
import { RollCallQueue, type Tap, UNDO_MS } from '../../offline/roll-call-queue';
import { rollCallSender } from '../../offline/send-roll-call';
import { session } from '../../session/session';
import type { Direction, Roll } from './board';

/** A lost way is tried again this often, and at once when the stream or the network is back. */
const AGAIN_MS = 10_000;

/** The roll call of this page: taps, what has become of them, and whether the last call reached the service. */
export function useRollCall(shiftId: string, direction: Readonly<Ref<Direction>>, isConnected: Readonly<Ref<boolean>>) {
  const taps = shallowRef<readonly Tap[]>([]);
  const isReached = ref(true);
  const leader = session.me ?? rememberedLeader();
  const userId = leader?.userId ?? '';
  const roll = computed<Roll>(() => ({
    direction: direction.value,
    taps: taps.value,
    ownId: leader?.volunteerId ?? null,
  }));
  const queue = keptTaps().then((store) => {
    const made = new RollCallQueue(store, rollCallSender, { userId, shiftId }, (now) => (taps.value = now));
    return made.load().then(() => made);
  });
  let again: ReturnType<typeof setInterval> | undefined;

  async function flush(): Promise<void> {
    const made = await queue;
    if (session.isEnded) return;
    isReached.value = await made.flush();
  }
  async function tap(volunteerId: string): Promise<void> {
    await (await queue).tap(volunteerId, direction.value);
    setTimeout(() => void flush(), UNDO_MS + 50);
  }
  const online = (): void => void flush();

  onMounted(() => {
    window.addEventListener('online', online);
    again = setInterval(() => void flush(), AGAIN_MS);
    void flush();
  });
  onBeforeUnmount(() => {
    window.removeEventListener('online', online);
    clearInterval(again);
    // What can no longer be taken back leaves with the page; the rest is kept and goes when the list is opened again.
    void flush();
  });
  watch([isConnected, () => session.isEnded], ([now, isEnded]) => {
    if (now && !isEnded) void flush();
  });

  return {
    roll,
    isReached,
    tap,
    undo: async (one: Tap) => (await queue).undo(one),
    dismiss: async (one: Tap) => (await queue).dismiss(one),
  };
}

export type RollCall = ReturnType<typeof useRollCall>;
