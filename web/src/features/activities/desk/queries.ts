import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useList } from '../../../api/list';
import type { components } from '../../../api/schema';
import { may } from '../../../session/session';
import { addDays, type Day, today } from '../../../words/time';

export type KeptShift = components['schemas']['KeptShiftResponse'];
export type WeekShift = components['schemas']['ListedShiftResponse'] & Partial<Pick<KeptShift, 'cameCount'>>;
export type ListedActivity = components['schemas']['ActivityListItemResponse'];

const LIVE_MS = 5_000;
const PAGE = 200;
/** What is looked up and seldom changes. */
const CALM_MS = 600_000;

export interface ShiftFilter {
  readonly divisionId?: string;
  readonly teamId?: string;
  readonly category?: string;
  readonly status?: 'SCHEDULED' | 'CLOSED';
}

/** Every shift of seven days: with who came for whoever takes attendance, the published facts for others who read. */
export function useWeekShifts(monday: Readonly<Ref<Day>>, filter: Readonly<Ref<ShiftFilter>>) {
  return useQuery({
    queryKey: computed(() => ['week of shifts', monday.value, filter.value]),
    queryFn: async () => {
      const { status, ...rest } = filter.value;
      const days = { from: monday.value, until: addDays(monday.value, 6), limit: PAGE };
      const all: WeekShift[] = [];
      let after: string | undefined;
      do {
        const query = { ...rest, ...days, after };
        const page = may('attendance.run')
          ? await read(api.GET('/api/v1/managed-shifts', { params: { query: { ...query, status } } }))
          : await read(api.GET('/api/v1/shifts', { params: { query } }));
        all.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return status === undefined ? all : all.filter((shift) => shift.status === status);
    },
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  });
}

export interface ActivityFilter {
  readonly divisionId?: string;
  readonly teamId?: string;
  readonly category?: string;
  readonly status?: ListedActivity['status'];
}

/** Activities, drafts too, the newest first; for whoever only reads, the published ones by their next shift. */
export function useActivityList(filter: Readonly<Ref<ActivityFilter>>) {
  return useList<ListedActivity>(
    computed(() => ['activities at the desk', filter.value]),
    (after) => {
      const { divisionId, category } = filter.value;
      if (!may('activity.manage'))
        return api.GET('/api/v1/activities', { params: { query: { divisionId, category, after, limit: 50 } } });
      return api.GET('/api/v1/managed-activities', { params: { query: { ...filter.value, after, limit: 50 } } });
    },
  );
}

/** One activity: whoever manages it sees drafts too. */
export function useOneActivity(activityId: string) {
  const params = { path: { activityId } };
  return useQuery({
    queryKey: ['activity at the desk', activityId],
    queryFn: () =>
      may('activity.manage')
        ? read(api.GET('/api/v1/managed-activities/{activityId}', { params }))
        : read(api.GET('/api/v1/activities/{activityId}', { params })),
    refetchInterval: 60_000,
  });
}

/** How far around its place an activity looks; null where it does not. */
export async function fenceOf(activityId: string): Promise<number | null> {
  const path = { activityId };
  return (await read(api.GET('/api/v1/activities/{activityId}/geofence', { params: { path } }))).radiusMeters;
}

export function useFence(activityId: string) {
  return useQuery({ queryKey: ['fence', activityId], queryFn: () => fenceOf(activityId) });
}

/** Categories that may be chosen at a place; without one, those of every place. */
export function useCategories(divisionId?: () => string | undefined) {
  return useQuery({
    queryKey: computed(() => ['activity categories', divisionId?.()]),
    queryFn: async () => {
      const query = { divisionId: divisionId?.() };
      return (await read(api.GET('/api/v1/activities/categories', { params: { query } }))).items;
    },
    staleTime: CALM_MS,
  });
}

/** The teams of the reader's places, by name. */
export function useTeams() {
  return useQuery({
    queryKey: ['teams to choose from'],
    queryFn: async () => (await read(api.GET('/api/v1/teams', { params: { query: { limit: PAGE } } }))).items,
    staleTime: 60_000,
  });
}

/** What was held in the last two months or is still to come, each activity once, the latest first. */
export function useHeldBefore() {
  return useQuery({
    queryKey: ['held before'],
    queryFn: async () => {
      const query = { from: addDays(today(), -55), until: addDays(today(), 7), limit: PAGE };
      const latest = new Map<string, KeptShift>();
      let after: string | undefined;
      do {
        const page = await read(api.GET('/api/v1/managed-shifts', { params: { query: { ...query, after } } }));
        // What was put in before is put at the end again: the latest shift of an activity decides its place.
        for (const shift of page.items) {
          latest.delete(shift.title);
          latest.set(shift.title, shift);
        }
        after = page.next ?? undefined;
      } while (after !== undefined);
      return [...latest.values()].reverse();
    },
    staleTime: 60_000,
  });
}

/** The days of some years that are not what their weekday says, and the years that nobody has put in yet. */
export function useCalendar(years: Readonly<Ref<readonly number[]>>) {
  return useQuery({
    queryKey: computed(() => ['calendar', years.value]),
    queryFn: async () => {
      const pages = await Promise.all(
        years.value.map(async (year) => ({
          year,
          ...(await read(api.GET('/api/v1/calendar', { params: { query: { year } } }))),
        })),
      );
      return {
        days: pages.flatMap(({ items }) => items),
        unknownYears: pages.filter(({ isKnown }) => !isKnown).map(({ year }) => year),
      };
    },
    staleTime: CALM_MS,
  });
}

/** Who has signed up, and who is there, asked anew while somebody looks. */
export function useAttendance(shiftId: Readonly<Ref<string>>) {
  return useQuery({
    queryKey: computed(() => ['attendance', shiftId.value]),
    queryFn: () =>
      read(api.GET('/api/v1/shifts/{shiftId}/attendance', { params: { path: { shiftId: shiftId.value } } })),
    refetchInterval: LIVE_MS,
  });
}

export function useRoster(shiftId: Readonly<Ref<string>>) {
  return useQuery({
    queryKey: computed(() => ['roster', shiftId.value]),
    queryFn: () => read(api.GET('/api/v1/shifts/{shiftId}/roster', { params: { path: { shiftId: shiftId.value } } })),
    refetchInterval: 30_000,
  });
}

export function useAttachments(shiftId: Readonly<Ref<string>>) {
  return useQuery({
    queryKey: computed(() => ['attachments', shiftId.value]),
    queryFn: () =>
      read(api.GET('/api/v1/shifts/{shiftId}/attachments', { params: { path: { shiftId: shiftId.value } } })),
  });
}
