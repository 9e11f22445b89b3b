import { useRoute } from 'vue-router';

/** A page beside a shift: whose it is, and the way back to the view it came from. */
export function useShiftBack(view: 'roll' | 'more') {
  const route = useRoute();
  const shiftId = String(route.params['shiftId']);
  const activityId = typeof route.query['a'] === 'string' ? route.query['a'] : null;
  const query = new URLSearchParams({ ...(activityId !== null && { a: activityId }), view });
  const name = view === 'roll' ? '名单' : '更多';
  return { shiftId, activityId, back: { to: `/m/lead/shifts/${shiftId}?${query.toString()}`, name } };
}
