import { computed, reactive, ref, toRaw, type Ref, watch } from 'vue';
import type { Answer } from '../../../api/answer';
import { useCommand } from '../../../api/command';
import { useUnsaved } from '../../../session/unsaved';
import { changed, type Difference, differences, type EditField, merged } from './difference';

interface EditOptions<T extends object, R> {
  readonly fields: readonly EditField<T>[];
  /** What the page shows now; the form follows it while nothing is typed. */
  readonly source: () => (T & { readonly version: number }) | undefined;
  /** Fetches what stands there now. */
  readonly again: () => Promise<(T & { readonly version: number }) | undefined>;
  /** Sends the changes against the version they were made on. */
  readonly send: (key: string, version: number, changes: Partial<T>, whole: T) => Promise<Answer<R>>;
}

/**
 * A form over something with a version. Where somebody else changed it in between, nothing is written: the form keeps what
 * was typed, takes over what the other changed elsewhere, and `conflict` says where the two differ.
 */
export function useEdit<T extends object, R>({ fields, source, again, send }: EditOptions<T, R>) {
  type Kept = T & { readonly version: number };
  const base = ref(null) as Ref<Kept | null>;
  const mine = reactive({}) as T;
  const conflict = ref<readonly Difference[]>([]);
  const begin = (from: Kept): void => {
    base.value = from;
    fields.forEach(({ key }) => (mine[key] = structuredClone(toRaw(from[key]))));
  };
  const changes = computed(() => (base.value ? changed(fields, base.value, mine) : {}) as Partial<T>);
  const isDirty = computed(() => Object.keys(changes.value).length > 0);
  watch(
    source,
    (now) => {
      if (now && !isDirty.value) begin(now);
    },
    { immediate: true },
  );
  useUnsaved(() => isDirty.value);

  const command = useCommand(send);

  /** @returns the answer; after 412 the form shows the difference and another press saves over it. */
  async function save(): Promise<Answer<R> | null> {
    if (!base.value) return null;
    const sent = structuredClone(toRaw(mine)) as T;
    const answer = await command.run(base.value.version, { ...changes.value }, { ...mine });
    if (answer && 'refused' in answer && answer.refused.status === 412) await meet();
    else if (answer && 'ok' in answer) await settle(sent);
    return answer;
  }

  /** What was typed while it was sent stays, over what stands there now. A page that cannot be fetched anew says so itself. */
  async function settle(sent: T): Promise<void> {
    conflict.value = [];
    const typed = changed(fields, sent, mine);
    const now = await again().catch(() => undefined);
    if (!now) return;
    begin(now);
    Object.assign(mine, typed);
  }

  async function meet(): Promise<void> {
    const theirs = await again().catch(() => undefined);
    if (!theirs || !base.value) return;
    conflict.value = differences(fields, base.value, theirs, merged(fields, base.value, theirs, mine));
    const next = merged(fields, base.value, theirs, mine);
    base.value = theirs;
    fields.forEach(({ key }) => (mine[key] = next[key]));
  }

  /** Takes what stands there now: in one field, or in all. */
  function takeTheirs(key?: string): void {
    const from = base.value;
    if (!from) return;
    if (key === undefined) begin(from);
    else mine[key as keyof T & string] = from[key as keyof T & string];
    conflict.value = key === undefined ? [] : conflict.value.filter((one) => one.key !== key);
  }

  return { mine, changes, isDirty, conflict, save, takeTheirs, state: command.state };
}
