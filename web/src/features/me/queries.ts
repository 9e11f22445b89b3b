import { useQuery } from '@tanstack/vue-query';
import { read } from '../../api/answer';
import { api } from '../../api/client';
import type { components } from '../../api/schema';

export type OwnOffice = components['schemas']['OwnOfficeResponse'];
export type OwnVolunteer = components['schemas']['OwnVolunteerResponse'];

/** The own registration; every page under 我的 that changes it asks anew afterwards. */
export function useOwnVolunteer() {
  return useQuery({ queryKey: ['own-volunteer'], queryFn: () => read(api.GET('/api/v1/me/volunteer')) });
}

/** The own offices, with scores and lines of selections; none for most people. */
export function useOwnOffices() {
  return useQuery({ queryKey: ['own-offices'], queryFn: () => read(api.GET('/api/v1/me/head-appointments')) });
}

export function useOwnTeams() {
  return useQuery({ queryKey: ['own-teams'], queryFn: () => read(api.GET('/api/v1/me/teams')) });
}

export function useSessions() {
  return useQuery({ queryKey: ['own-sessions'], queryFn: () => read(api.GET('/api/v1/me/sessions')) });
}

export function usePhoneChanges() {
  return useQuery({ queryKey: ['own-phone-changes'], queryFn: () => read(api.GET('/api/v1/me/phone-changes')) });
}

export function useOwnMerges() {
  return useQuery({ queryKey: ['own-merges'], queryFn: () => read(api.GET('/api/v1/me/volunteer-merges')) });
}

export function useLinkedPlatforms() {
  return useQuery({
    queryKey: ['own-platforms'],
    queryFn: async () => {
      const [linked, offered] = await Promise.all([
        read(api.GET('/api/v1/me/external-identities')),
        read(api.GET('/api/v1/auth/external-providers')),
      ]);
      const known = new Set(linked.items.map(({ providerId }) => providerId));
      return { linked: linked.items, others: offered.items.filter(({ id }) => !known.has(id)) };
    },
  });
}
