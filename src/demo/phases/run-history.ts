import { addDays, type LocalDay } from '../../kernel/local-day';
import type { DemoJobs } from '../demo-jobs';
import { type DemoStaff, type DemoStage, instantOf, LANES } from '../demo-world';
import { inParallel } from '../in-parallel';
import type { AnnouncedShift } from './announce-activities';
import { attendSoFar, runShift, signUp } from './run-shift';

/** When the jobs of a stretch run, all at once: late on its last day. */
const JOBS_HOUR = 22;
/**
 * Days with shifts that are lived together, about two weeks: what happens is written with its own time, whatever the order,
 * and hours come out the same in whatever order shifts are computed.
 */
const STRETCH_DAYS = 12;
/** What was served before is confirmed by today: its publicity began by then at the latest. */
const LATELY_DAYS = 8;

/**
 * Lives the history stretch by stretch: sign-ups, punches and the ends of the shifts, then the jobs that are due by the
 * last evening. At last people sign up for what lies ahead, and come to what is going on.
 */
export async function runHistory(
  stage: DemoStage,
  { staff, jobs, onProgress }: { staff: DemoStaff; jobs: DemoJobs; onProgress: (share: number, day: LocalDay) => void },
  shifts: readonly AnnouncedShift[],
): Promise<void> {
  const inOrder = [...shifts].sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  const settled = inOrder.filter(({ isUpcoming }) => !isUpcoming);
  const past = [...new Set(settled.map(({ day }) => day))];
  let done = 0;
  for (const stretch of stretchesOf(past, addDays(stage.today, -LATELY_DAYS))) {
    const days = new Set(stretch);
    const held = settled.filter(({ day }) => days.has(day));
    await signUpAll(stage, held);
    await inParallel(held, LANES, (shift) => runShift(stage, staff, shift));
    const last = [...days].at(-1) ?? stage.today;
    await jobs.deliverAt(Math.min(instantOf(last, JOBS_HOUR), stage.nowMs));
    done += stretch.length;
    onProgress(done / past.length, last);
  }
  const open = inOrder.filter(({ isUpcoming }) => isUpcoming);
  await signUpAll(stage, open);
  const begun = open.filter(({ startMs }) => startMs < stage.nowMs);
  await inParallel(begun, LANES, (shift) => attendSoFar(stage, staff, shift));
}

/** Days in stretches; none reaches over the boundary. */
function stretchesOf(days: readonly LocalDay[], boundary: LocalDay): readonly (readonly LocalDay[])[] {
  const before = days.filter((day) => day <= boundary);
  const after = days.filter((day) => day > boundary);
  return [before, after].flatMap((part) =>
    Array.from({ length: Math.ceil(part.length / STRETCH_DAYS) }, (_, index) =>
      part.slice(index * STRETCH_DAYS, (index + 1) * STRETCH_DAYS),
    ),
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
