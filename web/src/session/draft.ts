import { ref, watch, type Ref } from 'vue';
import { loadInTab, saveInTab } from './device';

const keyOf = (name: string): string => `volunteer-ledger.draft.${name}`;

/** What was typed and not sent, of this tab; null where nothing is kept. Never ID numbers. */
export function keptDraft<T>(name: string): T | null {
  const kept = loadInTab(keyOf(name));
  return kept === null ? null : (JSON.parse(kept) as T);
}

/** @param draft null once it is sent. */
export function keepDraft(name: string, draft: unknown): void {
  saveInTab(keyOf(name), draft === null ? null : JSON.stringify(draft));
}

/** One field that outlives the page until it is sent or the window is closed. */
export function useDraft(name: string, begin = ''): { readonly text: Ref<string>; forget(): void } {
  const text = ref(keptDraft<string>(name) ?? begin);
  watch(text, (now) => keepDraft(name, now === begin ? null : now));
  return {
    text,
    forget: () => {
      text.value = begin;
      keepDraft(name, null);
    },
  };
}
