import { useQuery } from '@tanstack/vue-query';
import { read } from '../../api/answer';
import { api } from '../../api/client';
import type { components } from '../../api/schema';

export type Today = components['schemas']['TodayResponse'];
export type TodayShift = components['schemas']['TodayShiftResponse'];

/** Asked again every minute while it is looked at: a shift begins, and what a check-out now would count grows. */
export function useToday() {
  return useQuery({
    queryKey: ['today'],
    queryFn: () => read(api.GET('/api/v1/me/today')),
    refetchInterval: 60_000,
  });
}
