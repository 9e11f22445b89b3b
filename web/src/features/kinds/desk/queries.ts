import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { session } from '../../../session/session';

export type Category = components['schemas']['CategoryResponse'];
export type TeamKind = components['schemas']['TeamKindResponse'];

/** Where kinds are kept: the streets and districts of the own roles. */
export function keptPlaces(): readonly { readonly id: string; readonly name: string }[] {
  const upper = (session.me?.grants ?? []).filter(({ divisionKind }) => ['DISTRICT', 'STREET'].includes(divisionKind));
  return [...new Map(upper.map(({ divisionId: id, divisionName: name }) => [id, { id, name }])).values()];
}

export function useCategories(divisionId: () => string | undefined) {
  return useQuery({
    queryKey: computed(() => ['kept categories', divisionId()]),
    queryFn: async () => {
      const query = { divisionId: divisionId(), withRetired: true };
      return (await read(api.GET('/api/v1/activities/categories', { params: { query } }))).items;
    },
  });
}

export function useTeamKinds(divisionId: () => string | undefined) {
  return useQuery({
    queryKey: computed(() => ['kept team kinds', divisionId()]),
    queryFn: async () => {
      const query = { divisionId: divisionId(), withRetired: true };
      return (await read(api.GET('/api/v1/teams/kinds', { params: { query } }))).items;
    },
  });
}
