import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { read, ReadTrouble } from '../../api/answer';
import { api } from '../../api/client';
import { keepRoster, keptRoster } from '../../offline/kept-rosters';
import { type Board, type BoardChange, withChange } from './board';

/** Heartbeats come every 15 seconds; after two of them missing the way is dead. */
const SILENCE_MS = 40_000;
const AGAIN_MS = 3_000;

/**
 * The list of a shift, kept up by the stream of events: one stream per page, closed while nobody looks. Without network
 * the list that was last seen stays, with its time.
 */
export function useLiveBoard(shiftId: string) {
  const board = shallowRef<Board>();
  const seenAt = ref(0);
  const isConnected = ref(true);
  const lostAt = ref(0);
  const trouble = shallowRef<Error | null>(null);
  let stream: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  function see(next: Board): void {
    board.value = next;
    trouble.value = null;
    alive();
    void keepRoster(shiftId, next);
  }
  function alive(): void {
    seenAt.value = Date.now();
    isConnected.value = true;
    clearTimeout(timer);
    timer = setTimeout(lost, SILENCE_MS);
  }
  function lost(): void {
    if (isConnected.value) lostAt.value = Date.now();
    isConnected.value = false;
    close();
    timer = setTimeout(open, AGAIN_MS);
  }
  function close(): void {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }
  /** The list is asked for first: it renews the session where that is due, and says why where it is refused. */
  async function open(): Promise<void> {
    close();
    if (isOver || document.hidden) return;
    try {
      const next = await read(api.GET('/api/v1/shifts/{shiftId}/attendance', { params: { path: { shiftId } } }));
      if (isOver || document.hidden) return;
      see(next);
    } catch (error) {
      trouble.value = error as Error;
      const isRefused = error instanceof ReadTrouble && error.problem !== null && error.problem.status < 500;
      if (!isRefused && !isOver) lost();
      return;
    }
    stream = new EventSource(`/api/v1/shifts/${shiftId}/attendance/live`);
    stream.addEventListener('board', ({ data }) => see(JSON.parse(data as string) as Board));
    stream.addEventListener('change', ({ data }) => {
      if (board.value) see(withChange(board.value, JSON.parse(data as string) as BoardChange));
    });
    stream.addEventListener('heartbeat', alive);
    stream.addEventListener('error', lost);
  }
  const look = (): void => (document.hidden ? close() : void open());
  const offline = (): void => lost();
  const online = (): void => void open();

  onMounted(async () => {
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    void open();
    const kept = await keptRoster<Board>(shiftId);
    if (kept && !board.value) [board.value, seenAt.value] = [kept.what, kept.seenAt];
  });
  onBeforeUnmount(() => {
    isOver = true;
    close();
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', online);
    window.removeEventListener('offline', offline);
  });
  return { board, seenAt, isConnected, lostAt, trouble, again: () => void open() };
}

export type LiveBoard = ReturnType<typeof useLiveBoard>;
