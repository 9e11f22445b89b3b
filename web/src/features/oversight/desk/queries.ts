import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

type Schemas = components['schemas'];
export type Signal = Schemas['SignalResponse'];
export type Visit = Schemas['VisitResponse'];

/** What looks odd, by state and kind. */
export function useSignals(
  filter: Readonly<Ref<{ readonly status?: Signal['status']; readonly kind?: Signal['kind'] }>>,
) {
  return useList<Signal>(
    computed(() => ['signals', filter.value]),
    (after) => api.GET('/api/v1/review-signals', { params: { query: { ...filter.value, after, limit: 30 } } }),
  );
}

/** Spot checks, the newest first. */
export function useSpotChecks() {
  return useList<Schemas['SpotCheckSummaryResponse']>(
    computed(() => ['spot checks']),
    (after) => api.GET('/api/v1/spot-checks', { params: { query: { after, limit: 20 } } }),
  );
}

export function useSpotCheck(spotCheckId: string) {
  return useQuery({
    queryKey: ['spot check', spotCheckId],
    queryFn: () => read(api.GET('/api/v1/spot-checks/{spotCheckId}', { params: { path: { spotCheckId } } })),
  });
}

/** Registrations that were drawn for a visit at the door. */
export function useVisits(status: Readonly<Ref<Visit['status'] | undefined>>) {
  return useList<Visit>(
    computed(() => ['visits', status.value]),
    (after) =>
      api.GET('/api/v1/registration-visits', { params: { query: { status: status.value, after, limit: 30 } } }),
  );
}

/** How the visits were drawn: the fingerprint of a seed first, the seed afterwards. */
export function useVisitDraws() {
  return useList<Schemas['VisitDrawResponse']>(
    computed(() => ['visit draws']),
    (after) => api.GET('/api/v1/visit-draws', { params: { query: { after, limit: 10 } } }),
  );
}
