import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { dress, readOwnDay } from '../../offline/own-day';
import { session } from '../../session/session';

/** The own shift of today; null where it is none of today's. */
export function useTodayShift(shiftId: string) {
  const query = useQuery({
    queryKey: ['today'],
    queryFn: () => readOwnDay(session.me?.volunteerId),
    networkMode: 'always',
  });
  const data = computed(
    () => query.data.value && (dress.value(query.data.value).shifts.find((shift) => shift.shiftId === shiftId) ?? null),
  );
  return { ...query, data };
}
