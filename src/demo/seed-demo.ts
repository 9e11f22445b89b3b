import { addDays, localDayOf, weekdayOf } from '../kernel/local-day';
import { DivisionDirectory } from '../place/divisions';
import { StartupError } from '../platform/foundation/config/startup-error';
import { Clock } from '../platform/foundation/clock/clock';
import { isJobProcessSql } from '../platform/data/database/job-processes';
import { UnitOfWork } from '../platform/data/database/unit-of-work';
import { type DemoScale, fullScale } from './demo-scale';
import { type DemoProgress, ProgressTeller } from './demo-progress';
import { DemoTime } from './demo-time';
import { DemoJobs } from './demo-jobs';
import type { DemoAccount, DemoStage, UseCases } from './demo-world';
import { SeededRandom } from './generator/random';
import { announceActivities } from './phases/announce-activities';
import { planActivities } from './phases/plan-activities';
import { runHistory } from './phases/run-history';
import { guardianOf, openVolunteerAccounts, residentOf } from './phases/open-volunteer-accounts';
import { seedAssessments } from './phases/seed-assessments';
import { seedCertificates } from './phases/seed-certificates';
import { seedCorrections } from './phases/seed-corrections';
import { seedDivisions } from './phases/seed-divisions';
import { seedHeads } from './phases/seed-heads';
import { seedImports } from './phases/seed-imports';
import { seedOldHours } from './phases/seed-old-hours';
import { seedNow } from './phases/seed-now';
import { seedQueues } from './phases/seed-queues';
import { seedSelection, selectionPeriodOf } from './phases/seed-selection';
import { seedStaff } from './phases/seed-staff';
import { seedTeams } from './phases/seed-teams';
import { seedVisits } from './phases/seed-visits';
import { seedVolunteers } from './phases/seed-volunteers';
import { countTotals, type DemoTotals } from './totals';

export interface SeedOptions {
  readonly scale?: DemoScale;
  /** The same seed on the same day makes the same street with the same history. */
  readonly seed?: number;
  /** Called often; must not throw. */
  readonly onProgress?: (progress: DemoProgress) => void;
}

export interface SeededDemo {
  readonly accounts: readonly DemoAccount[];
  readonly totals: DemoTotals;
}

/**
 * Fills an empty database with a street, its history up to this moment, and what waits for its people, through the use cases.
 *
 * @throws StartupError where the database already holds something, or a service runs jobs on it.
 */
export async function seedDemo(useCases: UseCases, options: SeedOptions = {}): Promise<SeededDemo> {
  const clock = useCases.get(Clock);
  await requireAlone(useCases);
  await requireEmpty(useCases);
  const scale = options.scale ?? fullScale;
  const nowMs = clock.nowMs();
  const today = localDayOf(nowMs);
  const earliest = addDays(today, -7 * scale.weeks);
  const time = new DemoTime(clock);
  try {
    const stage: DemoStage = {
      ...{ useCases, time, scale, today, nowMs },
      random: new SeededRandom(options.seed ?? 20_251_124),
      firstDay: addDays(earliest, 1 - weekdayOf(earliest)),
    };
    return await seed(stage, new ProgressTeller(options.onProgress ?? (() => undefined)));
  } finally {
    time.release();
  }
}

/** A running service would close the shifts of the history by today's clock while they are still being written. */
async function requireAlone(useCases: UseCases): Promise<void> {
  const running = await useCases
    .get(UnitOfWork)
    .read(`select 1 from pg_stat_activity where ${isJobProcessSql} limit 1`);
  if (running.length === 0) return;
  throw new StartupError(
    '服务正在这个数据库上运行,它会按今天的时间办理从前的场次。请先停止服务(Ctrl-C),写入演示数据后再启动;或直接执行 npm run demo。',
  );
}

async function requireEmpty(useCases: UseCases): Promise<void> {
  const roots = await useCases.get(DivisionDirectory).childrenOf(null);
  if (roots.length === 0) return;
  throw new StartupError(
    '这个数据库里已有数据,演示数据只写入空的数据库。请用 DATA_DIR 或 DATABASE_URL 换一个空的,或直接执行 npm run demo。',
  );
}

async function seed(stage: DemoStage, progress: ProgressTeller): Promise<SeededDemo> {
  progress.begin('DIVISIONS');
  const divisions = await seedDivisions(stage);
  progress.begin('STAFF');
  const { staff, accounts } = await seedStaff(stage, divisions);
  progress.begin('VOLUNTEERS');
  const { volunteers, officeHolders } = await seedVolunteers(stage, divisions, staff);
  progress.begin('TEAMS');
  const heads = await seedHeads(stage, officeHolders, staff);
  const teams = await seedTeams(stage, divisions, { volunteers, staff });
  progress.begin('ACTIVITIES');
  const communities = divisions.filter(({ kind }) => kind === 'COMMUNITY');
  const people = { volunteers, heads, teams };
  const shifts = await announceActivities(stage, staff, planActivities(stage, communities, people));
  const [street] = divisions.filter(({ kind }) => kind === 'STREET');
  if (!street) throw new Error('the demo has no street');
  await seedOldHours(stage, staff, { volunteers, street });
  const jobs = new DemoJobs(stage.useCases, stage.time);
  progress.begin('HISTORY');
  const onProgress = (share: number, day: string): void => progress.at('HISTORY', share, `到 ${day}`);
  // Passwords are hashed beside the history: that takes long on purpose, and on threads of its own.
  const [volunteerAccounts] = await Promise.all([
    openVolunteerAccounts(stage, people),
    runHistory(stage, { staff, jobs, onProgress }, shifts),
  ]);
  await jobs.catchUp(Date.now());
  const period = selectionPeriodOf(stage);
  progress.begin('AWARDS');
  await seedAssessments(stage, staff, heads, period);
  await seedSelection(stage, staff, street, period);
  progress.begin('PAPERS');
  await seedCertificates(stage, staff, teams);
  await seedCorrections(stage, staff, volunteers);
  progress.begin('QUEUES');
  await jobs.catchUp(Date.now());
  await seedVisits(stage, staff, divisions);
  await seedQueues(stage, staff, { street, guardian: guardianOf(people) ?? null });
  await seedImports(stage, staff, communities);
  progress.begin('NOW');
  await seedNow(stage, residentOf(people) ?? null);
  await jobs.catchUp(Date.now());
  const totals = await countTotals(stage.useCases);
  progress.finish();
  return { accounts: [...accounts, ...volunteerAccounts], totals };
}
