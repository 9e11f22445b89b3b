import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { dress, type OwnDay, type OwnShift, readOwnDay } from '../../offline/own-day';
import { session } from '../../session/session';

export type Today = OwnDay;
export type TodayShift = OwnShift;

/** Asked again every minute while it is looked at: a shift begins, and what a check-out now would count grows. */
export function useToday() {
  const query = useQuery({
    queryKey: ['today'],
    queryFn: () => readOwnDay(session.me?.volunteerId),
    refetchInterval: 60_000,
    networkMode: 'always',
  });
  return { ...query, data: computed(() => query.data.value && dress.value(query.data.value)) };
}
