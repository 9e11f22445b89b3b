import type { Role } from './benchmark';
import { disturbances, machineLine } from './machine';
import type { BenchmarkResult, ContestantResult } from './run-benchmark';
import { median, percentile, rounded } from './statistics';

/** Units of work per second over the rounds. */
export interface Rate {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The one line of `--json`. Ratios above 1 mean ours is faster; null where there is no peer or the system is silent. */
export interface JsonLine {
  readonly bench: string;
  readonly unit: string;
  readonly ours: number;
  readonly floor: number;
  readonly peer: number | null;
  readonly ratioToFloor: number;
  readonly ratioToPeer: number | null;
  /** Of our process. */
  readonly peakRssMb: number | null;
}

export function rateOf({ rounds }: ContestantResult): Rate {
  const rates = rounds.map(({ count, elapsedMs }) => (count / elapsedMs) * 1_000);
  return { median: median(rates), min: Math.min(...rates), max: Math.max(...rates) };
}

export function jsonLineOf({ benchmark, results }: BenchmarkResult): JsonLine {
  const rate = (role: Role): number | null => {
    const result = results.find((one) => one.role === role);
    return result ? rateOf(result).median : null;
  };
  const [ours, floor, peer] = [rate('ours'), rate('floor'), rate('peer')];
  if (ours === null || floor === null) throw new Error(`${benchmark.name} has to have floor and ours`);
  return {
    bench: benchmark.name,
    unit: benchmark.unit,
    ours: rounded(ours, 1),
    floor: rounded(floor, 1),
    peer: peer === null ? null : rounded(peer, 1),
    ratioToFloor: rounded(ours / floor, 3),
    ratioToPeer: peer === null ? null : rounded(ours / peer, 3),
    peakRssMb: results.find((one) => one.role === 'ours')?.peakRssMb ?? null,
  };
}

/** The table for people, with the conditions above it and doubts below it. */
export function tableOf(result: BenchmarkResult): string {
  const { benchmark, options, server, results } = result;
  const line = jsonLineOf(result);
  const header = ['', benchmark.unit, 'min–max', 'p50 ms', 'p95 ms', 'p99 ms', 'CPU ms', 'peak MB', ''];
  const rates = Object.fromEntries(results.map((one) => [one.role, rateOf(one)]));
  const ratios = [
    `ours / floor = ${line.ratioToFloor.toFixed(3)}`,
    ...(line.ratioToPeer === null ? [] : [`ours / peer = ${line.ratioToPeer.toFixed(3)}`]),
  ];
  return [
    `${benchmark.name}: ${benchmark.description}`,
    `${options.rounds} 轮 × ${options.seconds} 秒,${options.connections} 个连接 · ${server} · ${machineLine()}`,
    '',
    ...aligned([header, ...results.map(rowOf)]),
    '',
    ratios.join('    '),
    ...disturbances(result.conditions, rates),
  ].join('\n');
}

function rowOf(result: ContestantResult): readonly string[] {
  const rate = rateOf(result);
  const latenciesMs = result.rounds.flatMap((round) => round.latenciesMs);
  const latency = (share: number): string => (latenciesMs.length ? percentile(latenciesMs, share).toFixed(2) : '–');
  return [
    result.role,
    rate.median.toFixed(0),
    `${rate.min.toFixed(0)}–${rate.max.toFixed(0)}`,
    ...[0.5, 0.95, 0.99].map(latency),
    cpuPerUnit(result),
    String(result.peakRssMb ?? '–'),
    result.label,
  ];
}

/** CPU time of the process per unit of work: depends less than the rate on what else the machine does. */
function cpuPerUnit({ rounds }: ContestantResult): string {
  const perUnit = rounds.flatMap(({ cpuMs, count }) => (cpuMs === null || count === 0 ? [] : [cpuMs / count]));
  return perUnit.length > 0 ? median(perUnit).toFixed(3) : '–';
}

/** Pads all columns but the last; numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => {
        if (column === row.length - 1) return cell;
        return column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
      })
      .join('  ')
      .trimEnd(),
  );
}
