import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../api/answer';
import { api } from '../../api/client';
import { useList } from '../../api/list';
import type { components } from '../../api/schema';
import { isVolunteer } from '../../session/session';
import type { Day } from '../../words/time';

export type Activity = components['schemas']['ActivityResponse'];
export type ActivityShift = components['schemas']['ActivityShiftResponse'];
export type OwnSignup = components['schemas']['OwnSignupResponse'];

export function useActivity(activityId: string) {
  return useQuery({
    queryKey: ['activity', activityId],
    queryFn: () => read(api.GET('/api/v1/activities/{activityId}', { params: { path: { activityId } } })),
  });
}

/** The own sign-ups that still count, newest first; none for whoever is no volunteer. */
export function useOwnSignups() {
  return useQuery({
    queryKey: ['signups'],
    queryFn: async () => {
      const page = await read(api.GET('/api/v1/signups/mine', { params: { query: { limit: 200 } } }));
      return page.items.filter(({ status }) => status !== 'CANCELLED');
    },
    enabled: isVolunteer,
  });
}

/** The own sign-up of a shift, where there is one. */
export function useSignupOf(shiftId: Readonly<Ref<string | undefined>>) {
  const signups = useOwnSignups();
  return computed(() => signups.data.value?.find((signup) => signup.shiftId === shiftId.value) ?? null);
}

/** What is to be known before signing up; asked again whenever it is looked at, since it depends on all other sign-ups. */
export function useSignupCheck(shiftId: () => string) {
  return useQuery({
    queryKey: computed(() => ['signup-check', shiftId()]),
    queryFn: () =>
      read(api.GET('/api/v1/me/shifts/{shiftId}/signup-check', { params: { path: { shiftId: shiftId() } } })),
    enabled: isVolunteer,
  });
}

export type DayCount = components['schemas']['ShiftDayResponse'];
export type ListedShift = components['schemas']['ListedShiftResponse'];

interface ShiftFilter {
  readonly from: Day;
  readonly until: Day;
  readonly divisionId?: string;
}

/** How many shifts each day of a week has. */
export function useWeek(filter: Readonly<Ref<ShiftFilter>>) {
  return useQuery({
    queryKey: computed(() => ['shift-days', filter.value]),
    queryFn: () => read(api.GET('/api/v1/shift-days', { params: { query: filter.value } })),
    placeholderData: keepPreviousData,
  });
}

/** The shifts of some days, soonest first. */
export function useShifts(filter: Readonly<Ref<ShiftFilter>>) {
  return useList(
    computed(() => ['shifts', filter.value]),
    (after) => api.GET('/api/v1/shifts', { params: { query: { ...filter.value, after } } }),
  );
}
