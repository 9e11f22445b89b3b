import { onBeforeUnmount, watch } from 'vue';

const dirty = new Set<symbol>();

/** Whether a form on the page holds what is not sent yet. */
export function isSomethingTyped(): boolean {
  return dirty.size > 0;
}

/** A form that says so keeps the page from being loaded anew, and asks before it is left by closing the window. */
export function useUnsaved(isDirty: () => boolean): void {
  const mark = Symbol('form');
  const ask = (event: BeforeUnloadEvent): void => {
    if (dirty.has(mark)) event.preventDefault();
  };
  watch(isDirty, (now) => (now ? dirty.add(mark) : dirty.delete(mark)), { immediate: true });
  window.addEventListener('beforeunload', ask);
  onBeforeUnmount(() => {
    dirty.delete(mark);
    window.removeEventListener('beforeunload', ask);
  });
}
