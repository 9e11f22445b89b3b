import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { read } from '../../../api/answer';
import { api } from '../../../api/client';
import { useSite } from '../../../session/site';
import { useOneActivity } from './queries';

/** What a paper about a shift needs: the activity, the shift of the address, the street and the phone of the place. */
export function usePaperShift() {
  const route = useRoute();
  const activityId = String(route.params['activityId']);
  const asked = typeof route.query['shift'] === 'string' ? route.query['shift'] : '';
  const activity = useOneActivity(activityId);
  const shift = computed(() => activity.data.value?.shifts.find(({ id }) => id === asked));
  const site = useSite();
  const place = useQuery({
    queryKey: computed(() => ['place', activity.data.value?.divisionId]),
    queryFn: () =>
      read(
        api.GET('/api/v1/divisions/{divisionId}', {
          params: { path: { divisionId: activity.data.value?.divisionId ?? '' } },
        }),
      ),
    enabled: () => activity.data.value !== undefined,
    staleTime: 600_000,
  });
  const community = computed(() =>
    site.data.value?.communities.find(({ id }) => id === activity.data.value?.divisionId),
  );
  return {
    activityId,
    activity,
    shift,
    street: computed(() => site.data.value?.streetName ?? ''),
    phone: computed(() => place.data.value?.contactPhone ?? community.value?.phone ?? null),
    back: `/console/activities/${activityId}${asked === '' ? '' : `?shift=${asked}`}`,
  };
}
