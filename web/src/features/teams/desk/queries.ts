import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';

export type Team = components['schemas']['TeamResponse'];
export type Member = components['schemas']['MemberResponse'];

export interface TeamFilter {
  readonly divisionId?: string;
  readonly kind?: string;
}

/** Teams of the reader's places, by name. */
export function useTeamList(filter: Readonly<Ref<TeamFilter>>) {
  return useList<Team>(
    computed(() => ['teams', filter.value]),
    (after) => api.GET('/api/v1/teams', { params: { query: { ...filter.value, after, limit: 50 } } }),
  );
}

export function useTeam(teamId: string) {
  return useQuery({
    queryKey: ['team', teamId],
    queryFn: () => read(api.GET('/api/v1/teams/{teamId}', { params: { path: { teamId } } })),
  });
}

/** Members, or those who ask to join. */
export function useMembers(teamId: string, status: 'ACTIVE' | 'REQUESTED') {
  return useList<Member>(
    computed(() => ['team members', teamId, status]),
    (after) =>
      api.GET('/api/v1/teams/{teamId}/members', { params: { path: { teamId }, query: { status, after, limit: 100 } } }),
  );
}

/** Kinds of teams at a place; without one, those that every place has. */
export function useTeamKinds(divisionId?: () => string | undefined) {
  return useQuery({
    queryKey: computed(() => ['team kinds', divisionId?.()]),
    queryFn: async () => {
      const query = { divisionId: divisionId?.() };
      return (await read(api.GET('/api/v1/teams/kinds', { params: { query } }))).items;
    },
    staleTime: 600_000,
  });
}
