import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref } from 'vue';
import { answered } from '../../../api/answer';
import { api } from '../../../api/client';
import { useCommand } from '../../../api/command';
import type { Day } from '../../../words/time';
import { type Activity, activityOf, type Category, isOneMore, type Plan, shiftsOf } from './plan';

/** What has been opened, and its first shift, for the papers to print. */
export interface Opened {
  readonly activity: Activity;
  readonly firstShiftId: string | undefined;
  readonly isPublished: boolean;
}

/** The activity that a plan is like, with its fence. */
export interface Like {
  readonly activity: Activity;
  readonly radius: number | null;
}

/**
 * Opens an activity: one command makes it with all shifts of its series, or puts them to the activity it is like; then its
 * fence, then it is published. What has been done stays done when a later step is refused, and is not done twice.
 */
export function useOpenActivity() {
  const queries = useQueryClient();
  const draft = ref<Activity | null>(null);
  const create = useCommand((key, plan: Plan, days: readonly Day[], categories: readonly Category[]) =>
    answered(
      api.POST('/api/v1/activities', {
        params: { header: { 'Idempotency-Key': key } },
        body: activityOf(plan, days, categories),
      }),
    ),
  );
  const add = useCommand((key, activityId: string, plan: Plan, days: readonly Day[]) =>
    answered(
      api.POST('/api/v1/activities/{activityId}/shifts', {
        params: { path: { activityId }, header: { 'Idempotency-Key': key } },
        body: { shifts: shiftsOf(plan, days, true) },
      }),
    ),
  );
  const fence = useCommand((key, activityId: string, radiusMeters: number) =>
    answered(
      api.POST('/api/v1/activities/{activityId}/geofence', {
        params: { path: { activityId }, header: { 'Idempotency-Key': key } },
        body: { radiusMeters },
      }),
    ),
  );
  const publish = useCommand((key, activityId: string) =>
    answered(
      api.POST('/api/v1/activities/{activityId}/publish', {
        params: { path: { activityId }, header: { 'Idempotency-Key': key } },
      }),
    ),
  );
  const commands = [create, add, fence, publish] as const;

  function opened(activity: Activity, days: readonly Day[], from: string): Opened {
    const first = `${days[0] ?? ''}T${from}:00+08:00`;
    const firstShift = activity.shifts.find(({ startsAt }) => Date.parse(startsAt) === Date.parse(first));
    void queries.invalidateQueries();
    return { activity, firstShiftId: firstShift?.id, isPublished: activity.status === 'PUBLISHED' };
  }

  async function makeDraft(
    plan: Plan,
    days: readonly Day[],
    categories: readonly Category[],
  ): Promise<Activity | null> {
    if (draft.value) return draft.value;
    const made = await create.run(plan, days, categories);
    if (made === null || !('ok' in made)) return null;
    draft.value = made.ok;
    return made.ok;
  }

  return {
    draft,
    isRunning: computed(() => commands.some(({ state }) => state.isRunning)),
    problem: computed(() => commands.find(({ state }) => state.problem !== null)?.state.problem ?? null),
    isUnknown: computed(() => commands.some(({ state }) => state.isUnknown)),
    /** @returns null where some step was refused or its answer lost */
    async run(
      plan: Plan,
      days: readonly Day[],
      { like, categories, keepsDraft }: { like: Like | null; categories: readonly Category[]; keepsDraft: boolean },
    ): Promise<Opened | null> {
      commands.forEach((command) => command.clear());
      const wish = JSON.parse(JSON.stringify(plan)) as Plan;
      const known = like?.activity ?? null;
      if (!keepsDraft && draft.value === null && isOneMore(wish, known, like?.radius ?? null)) {
        const added = await add.run(known.id, wish, days);
        return added !== null && 'ok' in added ? opened(added.ok, days, wish.from) : null;
      }
      const made = await makeDraft(wish, days, categories);
      if (made === null) return null;
      if (wish.radius !== '') {
        const fenced = await fence.run(made.id, Number(wish.radius));
        if (fenced === null || !('ok' in fenced)) return null;
      }
      if (keepsDraft) return opened(made, days, wish.from);
      const published = await publish.run(made.id);
      return published !== null && 'ok' in published ? opened(published.ok, days, wish.from) : null;
    },
  };
}
