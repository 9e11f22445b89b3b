import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue';
import { read, ReadTrouble } from '../../api/answer';
import { api } from '../../api/client';
import type { Direction } from './board';

export interface ShownCode {
  readonly digits: string;
  /** Address of the drawn code, in the memory of the page. */
  readonly picture: string;
  readonly until: number;
}

/** A code lives half a minute; one that could not be renewed disappears before it is refused. */
const GRACE_MS = 5_000;
const AGAIN_MS = 2_000;

/** The code on the screen, renewed as it changes. Without network there is none: an old one would let nobody through. */
export function useCode(shiftId: string, direction: Ref<Direction>) {
  const code = shallowRef<ShownCode | null>(null);
  const trouble = shallowRef<Error | null>(null);
  const isAway = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  function put(next: ShownCode | null): void {
    if (code.value) URL.revokeObjectURL(code.value.picture);
    code.value = next;
  }
  async function fetchCode(): Promise<ShownCode> {
    const params = { path: { shiftId }, query: { direction: direction.value } };
    const [facts, drawn] = await Promise.all([
      read(api.GET('/api/v1/shifts/{shiftId}/code', { params })),
      read(api.GET('/api/v1/shifts/{shiftId}/code.svg', { params, parseAs: 'text' })),
    ]);
    const picture = URL.createObjectURL(new Blob([drawn], { type: 'image/svg+xml' }));
    return { digits: facts.digits, picture, until: Date.now() + facts.secondsLeft * 1_000 };
  }
  async function next(): Promise<void> {
    clearTimeout(timer);
    if (document.hidden) return;
    const mine = ++round;
    try {
      const fresh = await fetchCode();
      if (mine !== round) return;
      put(fresh);
      [trouble.value, isAway.value] = [null, false];
      timer = setTimeout(() => void next(), fresh.until - Date.now() + 150);
    } catch (error) {
      if (mine !== round) return;
      const isRefused = error instanceof ReadTrouble && error.problem !== null && error.problem.status < 500;
      trouble.value = isRefused ? (error as Error) : null;
      if (isRefused || !code.value || Date.now() > code.value.until + GRACE_MS) put(null);
      isAway.value = !isRefused && code.value === null;
      if (!isRefused) timer = setTimeout(() => void next(), AGAIN_MS);
    }
  }
  function gone(): void {
    put(null);
    isAway.value = true;
  }
  const look = (): void => void next();

  watch(direction, () => {
    put(null);
    void next();
  });
  onMounted(() => {
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    window.addEventListener('offline', gone);
    void next();
  });
  onBeforeUnmount(() => {
    round += 1;
    clearTimeout(timer);
    put(null);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', look);
    window.removeEventListener('offline', gone);
  });
  return { code, trouble, isAway, again: look };
}

/** Keeps the screen lit where the browser can; where it cannot, it dims as the phone likes. */
export function useLitScreen(): void {
  let lock: { release(): Promise<void> } | null = null;
  let isOver = false;
  const light = async (): Promise<void> => {
    const wakeLock = (navigator as { wakeLock?: { request(kind: 'screen'): Promise<{ release(): Promise<void> }> } })
      .wakeLock;
    if (!wakeLock || document.hidden) return;
    lock = await wakeLock.request('screen').catch(() => null);
    if (isOver) void lock?.release();
  };
  onMounted(() => {
    document.addEventListener('visibilitychange', light);
    void light();
  });
  onBeforeUnmount(() => {
    isOver = true;
    document.removeEventListener('visibilitychange', light);
    void lock?.release();
  });
}
