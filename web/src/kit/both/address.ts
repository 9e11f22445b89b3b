import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** A filter that lives in the address: a link shows what the page shows, and going back brings it back. */
export function useInAddress(name: string): WritableComputedRef<string | undefined> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
    set: (value) => void router.replace({ query: { ...route.query, [name]: value } }),
  });
}
