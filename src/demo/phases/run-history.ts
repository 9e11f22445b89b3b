import type { LocalDay } from '../../kernel/local-day';
import { shiftClosed } from '../../modules/activities';
import type { DemoJobs } from '../demo-jobs';
import { type DemoStaff, type DemoStage, instantOf, LANES } from '../demo-world';
import { inParallel } from '../in-parallel';
import type { AnnouncedShift } from './announce-activities';
import { runShift, signUp } from './run-shift';

/** When the jobs of a day run, all at once. */
const JOBS_HOUR = 22;
/** Hours are computed every evening; what follows from them after so many days with shifts, about twice a month. */
const FOLLOW_UP_DAYS = 12;
const SIGN_UP_BATCH_DAYS = 10;

/**
 * Lives the history day by day: sign-ups, punches and the ends of the day's shifts, then the jobs that are due by the
 * evening. At last people sign up for what lies ahead.
 */
export async function runHistory(
  stage: DemoStage,
  { staff, jobs, onProgress }: { staff: DemoStaff; jobs: DemoJobs; onProgress: (share: number, day: LocalDay) => void },
  shifts: readonly AnnouncedShift[],
): Promise<void> {
  const byDay = new Map<LocalDay, AnnouncedShift[]>();
  for (const shift of shifts) byDay.set(shift.day, [...(byDay.get(shift.day) ?? []), shift]);
  const days = [...byDay.keys()].sort();
  const past = days.filter((day) => day < stage.today);
  for (const [index, day] of past.entries()) {
    if (index % SIGN_UP_BATCH_DAYS === 0) {
      await signUpAll(
        stage,
        past.slice(index, index + SIGN_UP_BATCH_DAYS).flatMap((one) => byDay.get(one) ?? []),
      );
    }
    await inParallel(byDay.get(day) ?? [], LANES, (shift) => runShift(stage, staff, shift));
    const isLast = index === past.length - 1;
    const isFollowedUp = isLast || index % FOLLOW_UP_DAYS === FOLLOW_UP_DAYS - 1;
    await jobs.deliverAt(instantOf(day, JOBS_HOUR), isFollowedUp ? 'ALL' : [shiftClosed]);
    onProgress((index + 1) / past.length, day);
  }
  await signUpAll(
    stage,
    days.filter((day) => day >= stage.today).flatMap((day) => byDay.get(day) ?? []),
  );
}

/** A roll call needs no sign-ups: whoever is there is called. */
async function signUpAll(stage: DemoStage, shifts: readonly AnnouncedShift[]): Promise<void> {
  const byCode = shifts.filter(({ entry }) => entry.checkIn === 'CODE');
  // One after the other in a shift: they would only wait for each other's seats.
  await inParallel(byCode, LANES, async (shift) => {
    for (const index of shift.presences.keys()) await signUp(stage, shift, index);
  });
}
