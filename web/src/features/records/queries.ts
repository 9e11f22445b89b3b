import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../api/answer';
import { api } from '../../api/client';
import { useList } from '../../api/list';
import type { components } from '../../api/schema';
import { declarableOf, type OwnSignup } from './declarable';

export type OwnRecord = components['schemas']['OwnRecordResponse'];
export type RecordDetail = components['schemas']['OwnRecordDetailResponse'];
export type Objection = components['schemas']['OwnObjectionItemResponse'];

export function useRecords() {
  return useList<OwnRecord>(
    computed(() => ['own-records']),
    (after) => api.GET('/api/v1/me/records', { params: { query: { limit: 50, ...(after && { after }) } } }),
  );
}

export function useRecord(recordId: string) {
  return useQuery({
    queryKey: ['own-record', recordId],
    queryFn: () => read(api.GET('/api/v1/me/records/{recordId}', { params: { path: { recordId } } })),
  });
}

/** What the person said against a record; people say little, so the first page holds it. */
export function useObjectionsTo(recordId: string) {
  return useQuery({
    queryKey: ['own-objections'],
    queryFn: () => read(api.GET('/api/v1/me/objections', { params: { query: { limit: 100 } } })),
    select: ({ items }) => items.filter((objection) => objection.recordId === recordId),
  });
}

export function useTotals() {
  return useQuery({ queryKey: ['own-ledger'], queryFn: () => read(api.GET('/api/v1/me/ledger')) });
}

export function useStars() {
  return useQuery({ queryKey: ['own-points'], queryFn: () => read(api.GET('/api/v1/me/points')) });
}

async function fetchDeclarable(): Promise<readonly OwnSignup[]> {
  const [signups, records] = await Promise.all([
    read(api.GET('/api/v1/signups/mine', { params: { query: { status: 'CONFIRMED', limit: 100 } } })),
    read(api.GET('/api/v1/me/records', { params: { query: { limit: 100 } } })),
  ]);
  const recorded = new Set(records.items.map(({ shiftId }) => shiftId));
  return declarableOf(signups.items, recorded, new Date().toISOString()).slice(0, 10);
}

/** The ten latest: what is older than the period of the street is refused anyway, with the reason. */
export function useDeclarable() {
  const query = useQuery({ queryKey: ['declarable'], queryFn: fetchDeclarable });
  return computed(() => ({
    data: query.data.value,
    trouble: query.error.value,
    again: () => void query.refetch(),
  }));
}
