import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

export type Listed = components['schemas']['ListedVolunteerResponse'];
export type Status = Listed['status'];
export type Person = components['schemas']['ReviewedVolunteerResponse'];

/** What the list shows. The text may be a name or the end of a phone: it goes in a body, never in an address. */
export interface PeopleFilter {
  readonly text: string;
  readonly divisionId?: string;
  readonly status?: Status;
}

const LIMIT = 50;

/** Volunteers of the reader's places, newest registration first; found ones where something is looked for. */
export function usePeople(filter: Readonly<Ref<PeopleFilter>>) {
  return useList<Listed>(
    computed(() => ['volunteers', filter.value]),
    (after) => {
      const { text, divisionId, status } = filter.value;
      if (text !== '')
        return api.POST('/api/v1/volunteer-searches', { body: { text, divisionId, after, limit: LIMIT } });
      return api.GET('/api/v1/volunteers', { params: { query: { divisionId, status, after, limit: LIMIT } } });
    },
  );
}

export function usePerson(id: string) {
  const params = { path: { volunteerId: id } };
  return useQuery({
    queryKey: ['volunteer', id],
    queryFn: () => read(api.GET('/api/v1/volunteers/{volunteerId}', { params })),
  });
}

/** Balances of the ledger; only for who may read it. */
export function useBalances(id: string, isWanted: () => boolean) {
  const params = { path: { volunteerId: id } };
  return useQuery({
    queryKey: ['volunteer ledger', id],
    queryFn: () => read(api.GET('/api/v1/volunteers/{volunteerId}/ledger', { params })),
    enabled: isWanted,
  });
}

/** The records of one person, newest first. */
export function useRecordsOf(id: string) {
  return useList(
    computed(() => ['records of', id]),
    (after) =>
      api.GET('/api/v1/records', { params: { query: { volunteerId: id, order: 'NEWEST', after, limit: 20 } } }),
  );
}
