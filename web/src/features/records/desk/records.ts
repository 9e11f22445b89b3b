import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components, paths } from '../../../api/schema';

export type StaffRecord = components['schemas']['StaffRecordResponse'];
export type RecordFilter = Omit<
  NonNullable<paths['/api/v1/records']['get']['parameters']['query']>,
  'after' | 'limit' | 'order'
>;

const LIMIT = 50;

/** Records of the reader's places under the conditions of the address, latest service first. */
export function useRecords(filter: Readonly<Ref<RecordFilter>>) {
  return useList<StaffRecord>(
    computed(() => ['records', filter.value]),
    (after) => api.GET('/api/v1/records', { params: { query: { ...filter.value, after, limit: LIMIT } } }),
  );
}

export function useRecord(recordId: string) {
  return useQuery({
    queryKey: ['record', recordId],
    queryFn: () => read(api.GET('/api/v1/records/{recordId}', { params: { path: { recordId } } })),
  });
}
