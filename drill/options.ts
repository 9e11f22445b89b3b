import { parseArgs } from 'node:util';
import { faultKinds, type FaultKind, type Mode, modes } from './plan';

export interface DrillOptions {
  readonly mode: Mode;
  readonly rounds: number;
  readonly seed: number;
  /** Shifts per round and people per shift: the size of the load. */
  readonly shifts: number;
  readonly people: number;
  /** How long a process stays stopped; longer than the lock of a job (10 s) and the search for stalled ones (5 s). */
  readonly stopMs: number;
  readonly outageMs: number;
  /** Only these faults; empty: all of the mode. */
  readonly only: readonly FaultKind[];
}

/** A command line that cannot be carried out. The message is for the person at the terminal. */
export class UsageError extends Error {}

export const usage = [
  '用法:npm run drill -- [--rounds 5] [--seed 1] [--mode embedded|server] [--shifts 4] [--people 12]',
  '                      [--stop-seconds 17] [--outage-seconds 60] [--only KILL_API,CLOCK_BACK]',
  `故障:${faultKinds.join('、')}`,
].join('\n');

/** @throws UsageError */
export function readCommandLine(parameters: readonly string[]): DrillOptions {
  const values = parsed(parameters);
  const mode = modes.find((known) => known === (values.mode ?? 'server'));
  if (!mode) throw new UsageError(`--mode 须是 ${modes.join(' 或 ')}。\n${usage}`);
  return {
    mode,
    rounds: wholeNumber('--rounds', values.rounds ?? '5', 1, 10_000),
    seed: wholeNumber('--seed', values.seed ?? String(Date.now() % 1_000_000), 0, 4_294_967_295),
    shifts: wholeNumber('--shifts', values.shifts ?? '4', 1, 50),
    people: wholeNumber('--people', values.people ?? '12', 2, 200),
    stopMs: 1_000 * wholeNumber('--stop-seconds', values['stop-seconds'] ?? '17', 1, 600),
    outageMs: 1_000 * wholeNumber('--outage-seconds', values['outage-seconds'] ?? '60', 1, 600),
    only: (values.only ?? '').split(',').filter(Boolean).map(faultOf),
  };
}

function faultOf(text: string): FaultKind {
  const fault = faultKinds.find((known) => known === text);
  if (!fault) throw new UsageError(`没有名为 ${text} 的故障。\n${usage}`);
  return fault;
}

function parsed(parameters: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      args: [...parameters],
      options: {
        rounds: text,
        seed: text,
        mode: text,
        shifts: text,
        people: text,
        'stop-seconds': text,
        'outage-seconds': text,
        only: text,
      },
    }).values;
  } catch (error) {
    throw new UsageError(`参数不对:${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new UsageError(`${flag} 须是 ${min} 到 ${max} 的整数,给的是 ${text}。\n${usage}`);
  }
  return value;
}
