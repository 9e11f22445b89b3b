import type { BenchmarkOptions } from '../harness/benchmark';
import { openBenchServer } from '../harness/databases';
import { disturbances, loadPerCpu, machineLine, readCpuTimes } from '../harness/machine';
import { median, percentile, rounded } from '../harness/statistics';
import { growLedger, type GrownLedger, type QuestionName, questionNames } from './growth/grown-ledger';
import type { LedgerSize } from './growth/seed-ledger';

const SMALL: LedgerSize = { entries: 100_000, accounts: 10_000 };
/** Until plans are cached and the code is compiled; the seconds only bound it. */
const WARM_UP = { count: 200, seconds: 5 };
const GOAL_RATIO = 1.2;
const GOAL_RANK_P99_MS = 5;

type GrowthOptions = Pick<BenchmarkOptions, 'rounds' | 'seconds' | 'entries' | 'accounts'>;

export const growthName = 'growth';
export const growthDescription =
  '台账增长十倍、百倍之后:入账、明细、余额、前一百名、我的名次,各要多久(小台账对照大台账)';

interface Answered {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface GrowthLine {
  readonly question: QuestionName;
  readonly small: Answered;
  readonly large: Answered;
  /** large / small of the medians: 1 is no growth. */
  readonly ratio: number;
}

export interface GrowthResult {
  readonly server: string;
  readonly small: LedgerSize;
  readonly large: LedgerSize;
  readonly lines: readonly GrowthLine[];
  readonly doubts: readonly string[];
}

/**
 * Asks the same of a small and of a large ledger, one client after another, in turns: each question, each round, both
 * ledgers, the order changing from round to round.
 */
export async function measureGrowth(options: GrowthOptions, say: (line: string) => void): Promise<GrowthResult> {
  const loadPerCpuBefore = loadPerCpu();
  const server = await openBenchServer(process.env['BENCH_DATABASE_URL']);
  const opened: GrownLedger[] = [];
  const grow = async (purpose: string, size: LedgerSize): Promise<GrownLedger> => {
    say(`准备${purpose === 'small' ? '小' : '大'}台账:${size.entries} 条分录,${size.accounts} 人`);
    const ledger = await growLedger(await server.createDatabase(purpose), size, say);
    opened.push(ledger);
    return ledger;
  };
  try {
    const small = await grow('small', SMALL);
    const large = await grow('large', { entries: options.entries, accounts: options.accounts });
    const cpuBefore = readCpuTimes();
    const lines: GrowthLine[] = [];
    for (const question of questionNames) {
      lines.push(await compare(question, small, large, options));
      say(`${question} 完成`);
    }
    await small.verify();
    await large.verify();
    const conditions = { loadPerCpuBefore, cpuBefore, cpuAfter: readCpuTimes() };
    return {
      server: server.description,
      small: small.size,
      large: large.size,
      lines,
      doubts: disturbances(conditions, {}),
    };
  } finally {
    for (const ledger of opened) await ledger.close();
    await server.stop();
  }
}

async function compare(
  question: QuestionName,
  small: GrownLedger,
  large: GrownLedger,
  { rounds, seconds }: GrowthOptions,
): Promise<GrowthLine> {
  const contestants = [small, large].map((ledger) => ({
    ask: ledger.questions[question],
    latenciesMs: [] as number[],
  }));
  for (const { ask } of contestants) {
    const until = performance.now() + WARM_UP.seconds * 1_000;
    for (let count = 0; count < WARM_UP.count && performance.now() < until; count += 1) await ask();
  }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contestants : [...contestants].reverse();
    for (const { ask, latenciesMs } of order) {
      const until = performance.now() + seconds * 1_000;
      for (let start = performance.now(); start < until;) {
        await ask();
        const end = performance.now();
        latenciesMs.push(end - start);
        start = end;
      }
    }
  }
  const [answeredSmall, answeredLarge] = contestants.map(({ latenciesMs }) => ({
    p50Ms: rounded(median(latenciesMs), 3),
    p99Ms: rounded(percentile(latenciesMs, 0.99), 3),
  }));
  if (!answeredSmall || !answeredLarge) throw new Error('two ledgers give two answers');
  const ratio = rounded(answeredLarge.p50Ms / answeredSmall.p50Ms, 3);
  return { question, small: answeredSmall, large: answeredLarge, ratio };
}

/** The table for people. */
export function growthTable({ server, small, large, lines, doubts }: GrowthResult): string {
  const sizeOf = ({ entries, accounts }: LedgerSize) => `${entries} 条 / ${accounts} 人`;
  const row = (cells: readonly string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(12) : cell.padStart(10)));
  return [
    `growth: ${growthDescription}`,
    `小:${sizeOf(small)} · 大:${sizeOf(large)} · ${server} · ${machineLine()}`,
    '',
    row(['', '小 p50 ms', '小 p99 ms', '大 p50 ms', '大 p99 ms', '大 / 小']).join('  '),
    ...lines.map(({ question, small: s, large: l, ratio }) =>
      row([question, ...[s.p50Ms, s.p99Ms, l.p50Ms, l.p99Ms, ratio].map((value) => value.toFixed(3))]).join('  '),
    ),
    '',
    `目标:大 / 小 ≤ ${GOAL_RATIO}(中位数);rank-of-me 大台账 p99 ≤ ${GOAL_RANK_P99_MS} ms`,
    ...doubts,
  ].join('\n');
}

/** The one line of `--json`. */
export function growthJson({ small, large, lines }: GrowthResult): object {
  return { bench: growthName, small, large, questions: lines };
}
