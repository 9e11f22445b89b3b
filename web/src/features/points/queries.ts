import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../api/answer';
import { api } from '../../api/client';
import { useList } from '../../api/list';
import type { components } from '../../api/schema';
import { homePlace } from '../../session/home-place';

export type PointEntry = components['schemas']['StatementLineResponse'];

export function usePoints() {
  return useQuery({ queryKey: ['own-points'], queryFn: () => read(api.GET('/api/v1/me/points')) });
}

export function usePointEntries() {
  return useList<PointEntry>(
    computed(() => ['own-entries', 'POINT_TENTHS']),
    (after) =>
      api.GET('/api/v1/me/ledger/entries', {
        params: { query: { accountKind: 'POINT_TENTHS', limit: 20, ...(after && { after }) } },
      }),
  );
}

/** Where the tenths of one entry came from. @param seq its number in the own account */
export function usePointEntry(seq: Readonly<Ref<number>>) {
  return useQuery({
    queryKey: ['own-point-entry', seq],
    queryFn: () => read(api.GET('/api/v1/me/points/explanation', { params: { query: { seq: seq.value } } })),
  });
}

/** Names of the services behind entries: of the latest hundred records. */
export function useRecordTitles() {
  return useQuery({
    queryKey: ['own-record-titles'],
    queryFn: () => read(api.GET('/api/v1/me/records', { params: { query: { limit: 100 } } })),
    select: ({ items }) => new Map(items.map((record) => [record.id, record] as const)),
  });
}

/** The own place and the first of a month in the own community, by points. @param month 2026-11 */
export function useRanking(month: Readonly<Ref<string>>) {
  return useQuery({
    queryKey: ['own-rank', month],
    queryFn: async () => {
      const community = await homePlace();
      const query = { divisionId: community.id, period: month.value, measure: 'POINT_TENTHS' } as const;
      const [own, first] = await Promise.all([
        read(api.GET('/api/v1/me/rank', { params: { query } })),
        read(api.GET('/api/v1/rankings', { params: { query: { ...query, limit: 10 } } })),
      ]);
      return { place: community.name, own, first: first.items };
    },
  });
}
