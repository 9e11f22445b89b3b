import { addDays, localDayOf, weekdayOf } from '../kernel/local-day';
import { DivisionDirectory } from '../modules/divisions';
import { StartupError } from '../platform/boot/startup-error';
import { Clock } from '../platform/clock/clock';
import { isJobProcessSql } from '../platform/database/job-processes';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type DemoScale, fullScale } from './demo-scale';
import { DemoTime } from './demo-time';
import { DemoJobs } from './demo-jobs';
import type { DemoAccount, DemoStage, UseCases } from './demo-world';
import { SeededRandom } from './generator/random';
import { announceActivities } from './phases/announce-activities';
import { planActivities } from './phases/plan-activities';
import { runHistory } from './phases/run-history';
import { openVolunteerAccounts } from './phases/open-volunteer-accounts';
import { seedAssessments } from './phases/seed-assessments';
import { seedCertificates } from './phases/seed-certificates';
import { seedCorrections } from './phases/seed-corrections';
import { seedDivisions } from './phases/seed-divisions';
import { seedHeads } from './phases/seed-heads';
import { seedSelection, selectionPeriodOf } from './phases/seed-selection';
import { seedStaff } from './phases/seed-staff';
import { seedTeams } from './phases/seed-teams';
import { seedVolunteers } from './phases/seed-volunteers';
import { countTotals, type DemoTotals } from './totals';

export interface SeedOptions {
  readonly scale?: DemoScale;
  /** The same seed on the same day makes the same street with the same history. */
  readonly seed?: number;
  readonly say?: (line: string) => void;
}

export interface SeededDemo {
  readonly accounts: readonly DemoAccount[];
  readonly totals: DemoTotals;
}

/**
 * Fills an empty database with a street and its history up to yesterday, through the use cases.
 *
 * @throws StartupError where the database already holds something, or a service runs jobs on it.
 */
export async function seedDemo(useCases: UseCases, options: SeedOptions = {}): Promise<SeededDemo> {
  const clock = useCases.get(Clock);
  await requireAlone(useCases);
  await requireEmpty(useCases);
  const scale = options.scale ?? fullScale;
  const today = localDayOf(clock.nowMs());
  const earliest = addDays(today, -7 * scale.weeks);
  const time = new DemoTime(clock);
  try {
    return await seed({
      useCases,
      time,
      random: new SeededRandom(options.seed ?? 20_251_124),
      scale,
      firstDay: addDays(earliest, 1 - weekdayOf(earliest)),
      today,
      say: options.say ?? (() => undefined),
    });
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

async function seed(stage: DemoStage): Promise<SeededDemo> {
  const progress = new Progress(stage.say);
  const divisions = await seedDivisions(stage);
  progress.reach(3, `区划 ${divisions.length} 个`);
  const { staff, accounts } = await seedStaff(stage, divisions);
  const { volunteers, officeHolders } = await seedVolunteers(stage, divisions, staff);
  progress.reach(12, `志愿者 ${volunteers.length} 名,登记并审核`);
  const heads = await seedHeads(stage, officeHolders, staff);
  progress.reach(15, `三长任职 ${heads.length} 个`);
  const teams = await seedTeams(stage, divisions, { volunteers, staff });
  progress.reach(18, `服务队 ${teams.length} 支`);
  const communities = divisions.filter(({ kind }) => kind === 'COMMUNITY');
  const activities = planActivities(stage, communities, { volunteers, heads, teams });
  const shifts = await announceActivities(stage, staff, activities);
  progress.reach(20, `活动 ${activities.length} 项,场次 ${shifts.length} 个`);
  const jobs = new DemoJobs(stage.useCases, stage.time);
  const onProgress = (share: number, day: string): void =>
    progress.reach(20 + Math.floor(share * 70), `报名、打卡、公示、入账,到 ${day}`);
  // Passwords are hashed beside the history: that takes long on purpose, and on threads of its own.
  const [volunteerAccounts] = await Promise.all([
    openVolunteerAccounts(stage, staff, { volunteers, heads, teams }),
    runHistory(stage, { staff, jobs, onProgress }, shifts),
  ]);
  await jobs.catchUp(Date.now());
  const period = selectionPeriodOf(stage);
  await seedAssessments(stage, staff, heads, period);
  progress.reach(94, '周一检查评分');
  const [street] = divisions.filter(({ kind }) => kind === 'STREET');
  if (street) await seedSelection(stage, staff, street, period);
  await seedCertificates(stage, staff, teams);
  await seedCorrections(stage, staff, volunteers);
  await jobs.catchUp(Date.now());
  progress.reach(100, '完成');
  return { accounts: [...accounts, ...volunteerAccounts], totals: await countTotals(stage.useCases) };
}

/** Tells how far the demo is, in steps that are worth a line. */
class Progress {
  private readonly startedAtMs = performance.now();
  private shownPercent = 0;

  constructor(private readonly say: (line: string) => void) {}

  reach(percent: number, text: string): void {
    if (percent < this.shownPercent + MIN_STEP_PERCENT) return;
    this.shownPercent = percent;
    const seconds = ((performance.now() - this.startedAtMs) / 1_000).toFixed(1);
    this.say(`  ${String(percent).padStart(3)}%  ${text}(${seconds} 秒)`);
  }
}

const MIN_STEP_PERCENT = 2;
