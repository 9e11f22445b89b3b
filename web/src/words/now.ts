import { onBeforeUnmount, ref, type Ref } from 'vue';

/** The time, told anew while the page is open; for what counts down or turns at some moment. */
export function useNow(everyMs = 1_000): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
