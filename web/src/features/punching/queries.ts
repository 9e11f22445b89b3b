import { useQuery } from '@tanstack/vue-query';
import { read } from '../../api/answer';
import { api } from '../../api/client';

/** The own shift of today; null where it is none of today's. */
export function useTodayShift(shiftId: string) {
  return useQuery({
    queryKey: ['today'],
    queryFn: () => read(api.GET('/api/v1/me/today')),
    select: ({ shifts }) => shifts.find((shift) => shift.shiftId === shiftId) ?? null,
  });
}
