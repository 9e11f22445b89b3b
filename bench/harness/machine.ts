import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** Above this share of stolen time the numbers say more about the neighbours than about us. */
const MAX_STEAL_SHARE = 0.04;
/** Above this spread between rounds something else was at work. */
const MAX_SPREAD_SHARE = 0.25;

/** More than this per CPU before the run began: others are working on this machine. */
const MAX_LOAD_PER_CPU = 0.5;

/** Linux counts process times in hundredths of a second on every common architecture. */
const MS_PER_TICK = 10;

export interface CpuTimes {
  /** Ticks since boot over all CPUs. */
  readonly total: number;
  readonly steal: number;
}

/** What the machine was doing before and during a run; times are null where the system does not tell (not Linux). */
export interface Conditions {
  readonly loadPerCpuBefore: number;
  readonly cpuBefore: CpuTimes | null;
  readonly cpuAfter: CpuTimes | null;
}

/** Processes that wanted a CPU in the last minute, per CPU. */
export function loadPerCpu(): number {
  return (loadavg()[0] ?? 0) / cpus().length;
}

export function readCpuTimes(): CpuTimes | null {
  const text = readOrNull('/proc/stat');
  const line = text?.split('\n').find((candidate) => candidate.startsWith('cpu '));
  if (line === undefined) return null;
  // user nice system idle iowait irq softirq steal; guest times are contained in user and nice.
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return { total: ticks.reduce((sum, value) => sum + value, 0), steal: ticks[7] ?? 0 };
}

/** Peak resident memory of a process in MB (10⁶ bytes); null where it is gone or the system does not tell. */
export function peakRssMb(pid: number): number | null {
  return statusMb(pid, 'VmHWM');
}

/** Resident memory of a process at this moment, likewise. */
export function rssMb(pid: number): number | null {
  return statusMb(pid, 'VmRSS');
}

function statusMb(pid: number, field: string): number | null {
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readOrNull(`/proc/${pid}/status`) ?? '')?.[1];
  return kibibytes === undefined ? null : Math.round((Number(kibibytes) * 1024) / 1e6);
}

/** CPU time a process has used, all its threads, in ms; null where it is gone or the system does not tell. */
export function cpuTimeMs(pid: number): number | null {
  const text = readOrNull(`/proc/${pid}/stat`);
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th field after it.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK : null;
}

/** What speaks against believing the numbers, as sentences; empty where nothing does. */
export function disturbances(
  { loadPerCpuBefore, cpuBefore: before, cpuAfter: after }: Conditions,
  ratesOf: Readonly<Record<string, { readonly median: number; readonly min: number; readonly max: number }>>,
): readonly string[] {
  const found: string[] = [];
  if (loadPerCpuBefore > MAX_LOAD_PER_CPU) {
    found.push(`受干扰:开始之前每个 CPU 上已有 ${loadPerCpuBefore.toFixed(1)} 个任务,数字偏低,请在空闲时再跑`);
  }
  if (before && after && after.total > before.total) {
    const share = (after.steal - before.steal) / (after.total - before.total);
    if (share > MAX_STEAL_SHARE) {
      found.push(`受干扰:${(share * 100).toFixed(1)}% 的 CPU 时间被同一主机上的别的机器占用(steal),请换个时间再跑`);
    }
  }
  for (const [name, { median, min, max }] of Object.entries(ratesOf)) {
    const spread = (max - min) / median;
    if (spread > MAX_SPREAD_SHARE) {
      found.push(`不稳定:${name} 各轮相差 ${(spread * 100).toFixed(0)}%,机器上可能有别的负载,请增加轮数或再跑一次`);
    }
  }
  return found;
}

/** One line about the machine, because a number without it means nothing. */
export function machineLine(): string {
  const known = cpus();
  return `${known.length} × ${known[0]?.model.trim() ?? '?'} · Node ${process.versions.node} · ${process.platform}`;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
