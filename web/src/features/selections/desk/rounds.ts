import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

export type Listed = components['schemas']['ListedRoundResponse'];
export type Round = components['schemas']['ShownRoundResponse'];
export type Line = components['schemas']['RankedHeadResponse'];
export type Role = Line['role'];

export function useRounds() {
  return useList<Listed>(
    computed(() => ['selection rounds']),
    (after) => api.GET('/api/v1/selection-rounds', { params: { query: { after, limit: 50 } } }),
  );
}

export function useRound(roundId: string) {
  return useQuery({
    queryKey: ['selection round', roundId],
    queryFn: () => read(api.GET('/api/v1/selection-rounds/{roundId}', { params: { path: { roundId } } })),
  });
}

/** The frozen ranking; there is none before the round is frozen. */
export function useRanking(roundId: string, isFrozen: () => boolean) {
  return useQuery({
    queryKey: ['selection ranking', roundId],
    queryFn: () => read(api.GET('/api/v1/selection-rounds/{roundId}/ranking', { params: { path: { roundId } } })),
    enabled: isFrozen,
  });
}

/** The ranking computed again from the ledger and compared with the frozen one. */
export function useVerification(roundId: string, isFrozen: () => boolean) {
  return useQuery({
    queryKey: ['selection verification', roundId],
    queryFn: () => read(api.GET('/api/v1/selection-rounds/{roundId}/verification', { params: { path: { roundId } } })),
    enabled: isFrozen,
    staleTime: Infinity,
  });
}
