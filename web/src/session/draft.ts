import { ref, watch, type Ref } from 'vue';

/** What somebody has typed, kept on this device until it is sent or the window is closed. Never for ID numbers. */
export function useDraft(name: string, begin = ''): { readonly text: Ref<string>; forget(): void } {
  const key = `volunteer-ledger.draft.${name}`;
  const text = ref(read(key) ?? begin);
  watch(text, (now) => write(key, now === begin ? null : now));
  return {
    text,
    forget: () => {
      text.value = begin;
      write(key, null);
    },
  };
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Forgotten with the page.
  }
}
