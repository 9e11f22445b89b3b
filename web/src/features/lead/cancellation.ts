import { useQuery } from '@tanstack/vue-query';
import { answered, read, type Answer } from '../../api/answer';
import { api } from '../../api/client';

/** What is called off: one shift, or an activity with all that is still to come of it. */
export type Called = { readonly shiftId: string } | { readonly activityId: string };

export function useCancellation(called: Called) {
  return useQuery({
    queryKey: ['cancellation', called],
    queryFn: () =>
      'shiftId' in called
        ? read(api.GET('/api/v1/shifts/{shiftId}/cancellation', { params: { path: called } }))
        : read(api.GET('/api/v1/activities/{activityId}/cancellation', { params: { path: called } })),
  });
}

export function callOff(called: Called, key: string, reason: string): Promise<Answer<unknown>> {
  const header = { 'Idempotency-Key': key };
  const body = { reason };
  return 'shiftId' in called
    ? answered(api.POST('/api/v1/shifts/{shiftId}/cancel', { params: { path: called, header }, body }))
    : answered(api.POST('/api/v1/activities/{activityId}/cancel', { params: { path: called, header }, body }));
}
