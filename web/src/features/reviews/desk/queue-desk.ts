import { computed, ref, shallowRef, watch } from 'vue';
import { useList } from '../../../api/list';
import { useInAddress } from '../../../kit/both/address';
import { decisionsOf, isLeft, useFlushOnLeave } from './decisions';
import type { Given, ReviewLine, ReviewQueue } from './queue';

export interface Entry {
  readonly row: unknown;
  readonly line: ReviewLine;
}

/** A thing named by the address is looked for so many pages deep. */
const PAGES = 5;

/** One queue at work: its list, what is open, what is picked, and the decisions about them. */
export function useQueueDesk(queue: ReviewQueue<unknown>) {
  const list = useList(
    computed(() => ['reviews', queue.code]),
    (after) => queue.list(after),
  );
  const decisions = decisionsOf(queue.code);
  const rows = computed<readonly Entry[]>(() => list.items.value.map((row) => ({ row, line: queue.line(row) })));
  const { openId, open, isGone } = useOpenEntry(list, rows);
  const picked = ref(new Set<string>());
  const left = computed(() => rows.value.filter(({ line }) => isLeft(decisions.made.get(line.id))).length);
  const place = computed(() => rows.value.findIndex(({ line }) => line.id === openId.value));

  watch(rows, (now) => {
    const ids = now.map(({ line }) => line.id);
    decisions.seenAgain(ids, list.updatedAt.value);
    picked.value = new Set([...picked.value].filter((id) => ids.includes(id)));
  });
  useFlushOnLeave(decisions);

  function go(step: number): void {
    const next = rows.value[Math.max(place.value + step, 0)];
    if (next) openId.value = next.line.id;
    else if (step > 0 && list.hasMore.value) list.more();
  }

  /** The next that is not decided yet, below first; the heading is told where no field or button has the focus. */
  function advance(): void {
    const isFree = ({ line }: Entry): boolean => !decisions.made.has(line.id);
    const next = rows.value.slice(place.value + 1).find(isFree) ?? rows.value.find(isFree);
    if (next) openId.value = next.line.id;
    if (left.value < 5 && list.hasMore.value) list.more();
  }

  /** What asks for more than a reason is decided one by one. */
  function isPickable({ row, line }: Entry): boolean {
    return line.standing.mayDecide && (queue.fields?.(row) ?? []).length === 0;
  }

  function pick(id: string | undefined): void {
    const row = rows.value.find(({ line }) => line.id === id);
    if (!row || !isPickable(row) || decisions.made.has(row.line.id)) return;
    if (!picked.value.delete(row.line.id)) picked.value.add(row.line.id);
  }

  function decide(entries: readonly Entry[], isYes: boolean, reasonOf: (entry: Entry) => string, given: Given): void {
    const asked = entries.flatMap(({ row, line }) => {
      const way = isYes ? queue.yes(row) : queue.no(row);
      if (!way || !line.standing.mayDecide) return [];
      picked.value.delete(line.id);
      const reason = reasonOf({ row, line });
      const of = { id: line.id, title: line.title, isYes, reason, done: way.done };
      return [{ of, send: (key: string) => queue.decide(key, row, isYes, reason, given), word: queue.word }];
    });
    decisions.decide(asked);
    advance();
  }

  return {
    ...{ list, rows, decisions, openId, open, isGone, place, left, picked, go, pick, isPickable },
    decideOpen: (isYes: boolean, reason: string, given: Given): void => {
      if (open.value && !isGone.value) decide([open.value], isYes, () => reason, given);
    },
    approvePicked: (): void => {
      const entries = rows.value.filter(({ line }) => picked.value.has(line.id));
      decide(entries, true, ({ row }) => queue.yes(row).sentences[0] ?? '', {});
    },
    undo: (): void => {
      const back = decisions.undo();
      if (back) openId.value = back.id;
    },
  };
}

/**
 * What is open stands in the address and stays open: a list that is fetched anew never puts another thing under the hand of
 * who decides. What has left the list is shown on, without a decision.
 */
function useOpenEntry(list: ReturnType<typeof useList>, rows: { readonly value: readonly Entry[] }) {
  const openId = useInAddress('id');
  const found = computed(() => rows.value.find(({ line }) => line.id === openId.value));
  const last = shallowRef<Entry>();
  let pages = 0;
  watch(
    [found, () => list.isWaiting.value, rows],
    () => {
      if (found.value) last.value = found.value;
      else if (list.isWaiting.value) return;
      else if (openId.value === undefined) openId.value = rows.value[0]?.line.id;
      else if (list.hasMore.value && last.value?.line.id !== openId.value && pages < PAGES) {
        pages += 1;
        list.more();
      }
    },
    { immediate: true },
  );
  const open = computed(() => found.value ?? (last.value?.line.id === openId.value ? last.value : undefined));
  const isGone = computed(() => openId.value !== undefined && !found.value && !list.isWaiting.value);
  return { openId, open, isGone };
}
