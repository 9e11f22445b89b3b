import { useQuery } from '@tanstack/vue-query';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import type { components } from '../../../api/schema';

export type Policy = components['schemas']['PolicyResponse'];

/** Every version of every rule, the newest first. */
export function usePolicies() {
  return useQuery({
    queryKey: ['policies at the desk'],
    queryFn: async () => {
      const { items } = await read(api.GET('/api/v1/policies'));
      return [...items].sort((a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom));
    },
  });
}

/** The rules in force as residents read them. */
export function useSaidPolicies() {
  return useQuery({ queryKey: ['policies'], queryFn: () => read(api.GET('/api/v1/public-policies')) });
}

/** The version before this one of the same kind and place, to compare with. */
export function versionBefore(policy: Policy, all: readonly Policy[]): Policy | undefined {
  return all.find(
    (one) =>
      one.kind === policy.kind && one.divisionId === policy.divisionId && one.effectiveFrom < policy.effectiveFrom,
  );
}
