import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../api/answer';
import { api } from '../api/client';

/** What the street says about itself. Asked once, whoever wants to know. */
export function useSite() {
  return useQuery({
    queryKey: ['site'],
    queryFn: () => read(api.GET('/api/v1/site')),
    staleTime: 600_000,
  });
}

/** The name of the street; empty until it is known. */
export function useStreetName() {
  const { data } = useSite();
  return computed(() => data.value?.streetName ?? '');
}
