import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useInAddress } from '../../../kit/both/address';
import { session } from '../../../session/session';
import { today } from '../../../words/time';

/** Place and month of a report. The address names them; without one it is the reader's place, and the month before this. */
export function usePeriod() {
  const place = useInAddress('divisionId');
  const month = useInAddress('month');
  const own = [...(session.me?.grants ?? [])].sort((a, b) => a.divisionPath.length - b.divisionPath.length)[0];
  return {
    place,
    month: computed({
      get: () =>
        /^\d{4}-\d{2}$/.test(month.value ?? '') ? (month.value as string) : monthBefore(today().slice(0, 7), 1),
      set: (value: string) => (month.value = value),
    }),
    divisionId: computed(() => place.value ?? own?.divisionId ?? ''),
  };
}

/** The month so many before. */
export function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = 12 * year + number - 1 - count;
  return `${String(Math.floor(all / 12))}-${String((all % 12) + 1).padStart(2, '0')}`;
}

type Place = Readonly<Ref<string>>;

export function useSummary(divisionId: Place, month: Place) {
  return useQuery({
    queryKey: ['monthly summary', divisionId, month],
    queryFn: () =>
      read(
        api.GET('/api/v1/reports/monthly-summary', {
          params: { query: { divisionId: divisionId.value, month: month.value } },
        }),
      ),
    enabled: () => divisionId.value !== '',
  });
}

export function useCoverage(divisionId: Place, month: Place) {
  return useQuery({
    queryKey: ['coverage', divisionId, month],
    queryFn: () =>
      read(
        api.GET('/api/v1/reports/registration-coverage', {
          params: { query: { divisionId: divisionId.value, month: month.value } },
        }),
      ),
    enabled: () => divisionId.value !== '',
  });
}

export function useSanity(divisionId: Place, month: Place) {
  return useQuery({
    queryKey: ['monthly sanity', divisionId, month],
    queryFn: () =>
      read(
        api.GET('/api/v1/reports/monthly-sanity', {
          params: { query: { divisionId: divisionId.value, month: month.value } },
        }),
      ),
    enabled: () => divisionId.value !== '',
  });
}

/** Minutes by month, of the twelve months up to one. */
export function useTrend(divisionId: Place, month: Place) {
  return useQuery({
    queryKey: ['trend', divisionId, month],
    queryFn: () =>
      read(
        api.GET('/api/v1/rankings/activity-totals', {
          params: {
            query: {
              divisionId: divisionId.value,
              fromMonth: monthBefore(month.value, 11),
              toMonth: month.value,
              groupBy: 'MONTH',
            },
          },
        }),
      ),
    enabled: () => divisionId.value !== '',
  });
}
