import { computed, ref } from 'vue';
import { useRoute } from 'vue-router';
import { load, save } from '../../../session/device';
import { session } from '../../../session/session';

/** A saved view is an address with a name. */
export interface SavedView {
  readonly name: string;
  readonly query: string;
}

const MOST = 12;

function viewsIn(text: string | null): readonly SavedView[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(found)) return [];
    return found.filter((one): one is SavedView => typeof one?.name === 'string' && typeof one?.query === 'string');
  } catch {
    return [];
  }
}

/** The views that this person keeps of this page, on this device. */
export function useSavedViews() {
  const route = useRoute();
  const { path } = route;
  const key = `volunteer-ledger.views.${session.me?.userId ?? ''}.${path}`;
  const views = ref(viewsIn(load(key)));
  const write = (next: readonly SavedView[]): void => {
    views.value = next.slice(0, MOST);
    save(key, next.length === 0 ? null : JSON.stringify(views.value));
  };
  const query = computed(() => route.fullPath.split('?')[1]?.split('#')[0] ?? '');
  return {
    views,
    path,
    query,
    /** The same name again takes the new address. */
    keep: (name: string) => write([{ name, query: query.value }, ...views.value.filter((one) => one.name !== name)]),
    drop: (name: string) => write(views.value.filter((one) => one.name !== name)),
  };
}
