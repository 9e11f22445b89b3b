import type { LocalDay } from '../../kernel/local-day';
import type { DemoJobs } from '../demo-jobs';
import { type DemoStaff, type DemoStage, instantOf, LANES } from '../demo-world';
import { inParallel } from '../in-parallel';
import type { AnnouncedShift } from './announce-activities';
import { runShift, signUp } from './run-shift';

/** When the jobs of a stretch run, all at once: late on its last day. */
const JOBS_HOUR = 22;
/**
 * Days with shifts that are lived together, about two weeks: what happens is written with its own time, whatever the order,
 * and hours come out the same in whatever order shifts are computed.
 */
const STRETCH_DAYS = 12;

/**
 * Lives the history stretch by stretch: sign-ups, punches and the ends of the shifts, then the jobs that are due by the
 * last evening. At last people sign up for what lies ahead.
 */
export async function runHistory(
  stage: DemoStage,
  { staff, jobs, onProgress }: { staff: DemoStaff; jobs: DemoJobs; onProgress: (share: number, day: LocalDay) => void },
  shifts: readonly AnnouncedShift[],
): Promise<void> {
  const inOrder = [...shifts].sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  const past = [...new Set(inOrder.map(({ day }) => day))].filter((day) => day < stage.today);
  for (let from = 0; from < past.length; from += STRETCH_DAYS) {
    const days = new Set(past.slice(from, from + STRETCH_DAYS));
    const held = inOrder.filter(({ day }) => days.has(day));
    await signUpAll(stage, held);
    await inParallel(held, LANES, (shift) => runShift(stage, staff, shift));
    const last = [...days].at(-1) ?? stage.today;
    await jobs.deliverAt(instantOf(last, JOBS_HOUR));
    onProgress(Math.min(1, (from + STRETCH_DAYS) / past.length), last);
  }
  await signUpAll(
    stage,
    inOrder.filter(({ day }) => day >= stage.today),
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
