import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { may } from '../../../session/session';
import type { HeadRole } from '../../../words/division';

export type Head = components['schemas']['HeadResponse'];
export type Place = components['schemas']['DivisionResponse'];

const CALM_MS = 300_000;

/** One division, with the words used there. */
export function useDivision(id: () => string | undefined) {
  return useQuery({
    queryKey: computed(() => ['division', id()]),
    queryFn: () => read(api.GET('/api/v1/divisions/{divisionId}', { params: { path: { divisionId: id() ?? '' } } })),
    enabled: () => id() !== undefined,
    staleTime: CALM_MS,
  });
}

/** What lies directly in a division; asked for when somebody opens it. */
export function useBelow(id: () => string, isWanted: () => boolean) {
  return useQuery({
    queryKey: computed(() => ['divisions below', id()]),
    queryFn: async () => (await read(api.GET('/api/v1/divisions', { params: { query: { parentId: id() } } }))).items,
    enabled: isWanted,
    staleTime: CALM_MS,
  });
}

/** Who is in office in a division and below, of one role, all of them. */
export function useHeads(id: () => string, role: () => HeadRole | null) {
  return useQuery({
    queryKey: computed(() => ['heads', id(), role()]),
    queryFn: async () => {
      const heads: Head[] = [];
      let after: string | undefined;
      do {
        const query = { divisionId: id(), role: role() ?? undefined, limit: 200, after };
        const page = await read(api.GET('/api/v1/head-appointments', { params: { query } }));
        heads.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return heads;
    },
    enabled: () => role() !== null && may('volunteer.read'),
  });
}
