import { nextTick, onMounted, ref, watch, type Ref } from 'vue';
import { onBeforeRouteLeave, useRoute } from 'vue-router';
import { scroller } from '../scroller';

interface Place {
  readonly address: string;
  readonly top: number;
  readonly opened: string | null;
}

/** By place in the history of this tab: the same list may stand in it twice. */
const places = new Map<number, Place>();

function position(): { at: number; hasForward: boolean } {
  const state = history.state as { position?: number; forward?: string | null } | null;
  return { at: state?.position ?? 0, hasForward: typeof state?.forward === 'string' };
}

/** Rows far down are drawn when the list has been scrolled there: that takes some frames. */
function restore(top: number, frames: number): void {
  scroller().scrollTop = top;
  const link = document.querySelector<HTMLElement>('tr.here a');
  link?.focus({ preventScroll: true });
  if ((!link || scroller().scrollTop !== top) && frames > 0) requestAnimationFrame(() => restore(top, frames - 1));
}

/**
 * Going back to a list finds it as it was left: scrolled, with the row marked that was opened.
 *
 * @returns the row that was opened, to be marked; a page writes it when a row is opened
 */
export function useKeptPlace(isReady: () => boolean): Ref<string | null> {
  const route = useRoute();
  const { at, hasForward } = position();
  const opened = ref<string | null>(null);
  const kept = hasForward ? places.get(at) : undefined;
  onBeforeRouteLeave((_to, from) => {
    places.set(at, { address: from.fullPath, top: scroller().scrollTop, opened: opened.value });
  });
  onMounted(() => {
    if (kept?.address !== route.fullPath) return;
    opened.value = kept.opened;
    const stop = watch(
      isReady,
      async (ready) => {
        if (!ready) return;
        await nextTick();
        stop();
        restore(kept.top, 20);
      },
      { immediate: true, flush: 'post' },
    );
  });
  return opened;
}
