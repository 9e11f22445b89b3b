import { useQuery } from '@tanstack/vue-query';
import { read } from '../../api/answer';
import { api } from '../../api/client';
import type { components } from '../../api/schema';

export type LedActivity = components['schemas']['ActivityResponse'];

/** An activity that one leads, drafts too. */
export function readLed(activityId: string): Promise<LedActivity> {
  return read(api.GET('/api/v1/managed-activities/{activityId}', { params: { path: { activityId } } }));
}

export function useLed(activityId: string) {
  return useQuery({ queryKey: ['led activity', activityId], queryFn: () => readLed(activityId) });
}
