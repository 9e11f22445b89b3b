import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { isFramed, scroller } from '../scroller';

/** So many rows are drawn whole. */
const FEW = 150;
const ROW = 40;

/** Which rows of many are near the screen, and how high those above and below would be. */
export function useRowWindow(count: () => number, table: Ref<HTMLElement | null>) {
  const isPrinting = ref(false);
  const isAtDesk = ref(false);
  const top = ref(0);
  const isPart = computed(() => isAtDesk.value && !isPrinting.value && count() > FEW);
  const virtual = useVirtualizer(
    computed(() => ({
      count: isPart.value ? count() : 0,
      getScrollElement: () => (isPart.value ? scroller() : null),
      estimateSize: () => ROW,
      overscan: 20,
      scrollMargin: top.value,
    })),
  );
  const near = computed(() => virtual.value.getVirtualItems());
  const place = (): void => {
    isAtDesk.value = isFramed();
    const body = table.value?.querySelector('tbody');
    const frame = scroller();
    if (body && isAtDesk.value)
      top.value = body.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop;
  };
  const print = (now: boolean) => () => (isPrinting.value = now);
  const [before, after] = [print(true), print(false)];
  onMounted(() => {
    place();
    window.addEventListener('resize', place);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('resize', place);
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  });
  return {
    indexes: computed(() =>
      isPart.value ? near.value.map(({ index }) => index) : Array.from({ length: count() }, (_, index) => index),
    ),
    /** Pixels above the first and below the last drawn row. */
    above: computed(() => (isPart.value ? (near.value[0]?.start ?? top.value) - top.value : 0)),
    below: computed(() =>
      isPart.value
        ? Math.max(0, virtual.value.getTotalSize() - ((near.value.at(-1)?.end ?? top.value) - top.value))
        : 0,
    ),
    measure: (row: Element | null): void => {
      if (row && isPart.value) virtual.value.measureElement(row);
    },
  };
}
