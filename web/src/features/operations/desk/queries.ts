import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

const CALM_MS = 30_000;

/** Jobs that failed every try, the latest first. */
export function useDeadJobs() {
  return useQuery({
    queryKey: ['dead jobs'],
    queryFn: () => read(api.GET('/api/v1/operations/dead-letters', { params: { query: { limit: 100 } } })),
    refetchInterval: CALM_MS,
  });
}

/** Alerts, the newest first. */
export function useAlerts() {
  return useList<components['schemas']['AlertResponse']>(
    computed(() => ['alerts']),
    (after) => api.GET('/api/v1/operations/alerts', { params: { query: { after, limit: 20 } } }),
  );
}

/** The last audit of the ledger, and what is kept where it should not be. */
export function useLedgerState() {
  return useQuery({ queryKey: ['latest audit'], queryFn: () => read(api.GET('/api/v1/ledger/audits/latest')) });
}
