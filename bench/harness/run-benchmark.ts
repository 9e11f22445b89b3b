import type { Benchmark, BenchmarkOptions, Contestant, Measurement, Role, RoundLimits } from './benchmark';
import { openBenchServer } from './databases';
import { type Conditions, cpuTimeMs, loadPerCpu, peakRssMb, readCpuTimes } from './machine';

/**
 * Not counted: until the code is compiled, plans are cached and pools are open. By count, because on a busy machine the
 * compiler needs as many calls as ever and finds less time for them; the seconds only bound it.
 */
const WARM_UP: RoundLimits = { seconds: 20, maxCount: 5_000 };
/** Bounds the table of a round, whatever the time limit says. */
const MAX_COUNT_PER_ROUND = 500_000;

export interface MeasuredRound extends Measurement {
  /** CPU time of the contestant's process; null where the system does not tell. */
  readonly cpuMs: number | null;
}

export interface ContestantResult {
  readonly role: Role;
  readonly label: string;
  readonly rounds: readonly MeasuredRound[];
  /** Null where the system does not tell. */
  readonly peakRssMb: number | null;
}

export interface BenchmarkResult {
  readonly benchmark: Benchmark;
  readonly options: BenchmarkOptions;
  readonly server: string;
  readonly results: readonly ContestantResult[];
  readonly conditions: Conditions;
}

/**
 * Prepares the contestants, warms each up, lets them take turns in rounds (each round begins with another one, so that
 * nobody always runs after the same neighbour), verifies what they did and cleans up.
 *
 * @param say where progress goes; not the place of the result.
 */
export async function runBenchmark(
  benchmark: Benchmark,
  options: BenchmarkOptions,
  say: (line: string) => void,
): Promise<BenchmarkResult> {
  const loadPerCpuBefore = loadPerCpu();
  const cleaners: (() => Promise<void> | void)[] = [];
  try {
    const server = await openBenchServer(process.env['BENCH_DATABASE_URL'] || undefined);
    cleaners.push(() => server.stop());
    const contestants = await benchmark.prepare({
      options,
      createDatabase: (purpose) => server.createDatabase(purpose),
      onFinish: (clean) => void cleaners.push(clean),
      say,
    });
    say(`预热:每个 ${WARM_UP.maxCount} 次,至多 ${WARM_UP.seconds} 秒`);
    for (const one of contestants) await one.measure(WARM_UP);
    const cpuBefore = readCpuTimes();
    const measured = await takeTurns(contestants, options, say);
    const conditions = { loadPerCpuBefore, cpuBefore, cpuAfter: readCpuTimes() };
    for (const one of contestants) await one.verify();
    const results = contestants.map((one) => ({
      role: one.role,
      label: one.label,
      rounds: measured.get(one) ?? [],
      peakRssMb: peakRssMb(one.pid),
    }));
    return { benchmark, options, server: server.description, results, conditions };
  } finally {
    for (const clean of cleaners.reverse()) await clean();
  }
}

async function takeTurns(
  contestants: readonly Contestant[],
  { rounds, seconds }: BenchmarkOptions,
  say: (line: string) => void,
): Promise<ReadonlyMap<Contestant, readonly MeasuredRound[]>> {
  const measured = new Map<Contestant, MeasuredRound[]>(contestants.map((one) => [one, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % contestants.length;
    for (const one of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      measured.get(one)?.push(await measureRound(one, { seconds, maxCount: MAX_COUNT_PER_ROUND }));
    }
    say(`第 ${round + 1}/${rounds} 轮完成`);
  }
  return measured;
}

async function measureRound(contestant: Contestant, limits: RoundLimits): Promise<MeasuredRound> {
  const before = cpuTimeMs(contestant.pid);
  const measurement = await contestant.measure(limits);
  const after = cpuTimeMs(contestant.pid);
  return { ...measurement, cpuMs: before === null || after === null ? null : after - before };
}
