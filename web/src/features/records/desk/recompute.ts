import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

export type Run = components['schemas']['ListedRunResponse'];
export type RunLine = components['schemas']['RecomputeLineResponse'];

/** While the entries of an approved run are on their way, its figures are asked for again. */
const AGAIN_MS = 3_000;

export function useRuns() {
  return useList<Run>(
    computed(() => ['recompute runs']),
    (after) => api.GET('/api/v1/recompute-runs', { params: { query: { after, limit: 50 } } }),
  );
}

export function useRun(runId: string) {
  return useQuery({
    queryKey: ['recompute run', runId],
    queryFn: () => read(api.GET('/api/v1/recompute-runs/{runId}', { params: { path: { runId } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'APPROVED' ? AGAIN_MS : false),
  });
}

export function useRunLines(runId: string) {
  return useList<RunLine>(
    computed(() => ['recompute lines', runId]),
    (after) =>
      api.GET('/api/v1/recompute-runs/{runId}/lines', {
        params: { path: { runId }, query: { after, limit: 100 } },
      }),
  );
}
