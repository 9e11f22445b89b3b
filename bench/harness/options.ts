import { parseArgs } from 'node:util';
import type { BenchmarkOptions } from './benchmark';

export interface CommandLine extends Omit<BenchmarkOptions, 'connections'> {
  /** Undefined where the benchmark decides. */
  readonly connections: number | undefined;
  /** Undefined lists the benchmarks. */
  readonly name: string | undefined;
  readonly json: boolean;
  /** Of `soak`. */
  readonly minutes: number;
  /** Requests per second of `soak`. */
  readonly rate: number;
  /** Of `soak`: percent of its settled part that the memory of the last part may reach; undefined: it is only shown. */
  readonly maxGrowth: number | undefined;
}

/** A command line that cannot be carried out. The message is for the person at the terminal. */
export class UsageError extends Error {}

export const usage = [
  '用法:npm run bench -- <名称> [--rounds 5] [--seconds 3] [--connections 8] [--json]',
  '      npm run bench -- growth [--entries 1000000] [--accounts 100000] [--rounds 5] [--seconds 3] [--json]',
  '      npm run bench -- soak [--minutes 5] [--rate 100] [--max-growth 110] [--json]',
  '      npm run bench -- --list',
].join('\n');

/** @throws UsageError */
export function readCommandLine(parameters: readonly string[]): CommandLine {
  const { values, positionals } = parsed(parameters);
  const [name, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`一次只跑一项,多出了:${rest.join(' ')}\n${usage}`);
  return {
    name: values.list ? undefined : name,
    json: values.json ?? false,
    rounds: wholeNumber('--rounds', values.rounds ?? '5', 1, 100),
    seconds: wholeNumber('--seconds', values.seconds ?? '3', 1, 60),
    connections:
      values.connections === undefined ? undefined : wholeNumber('--connections', values.connections, 1, 512),
    entries: wholeNumber('--entries', values.entries ?? '1000000', 10_000, 100_000_000),
    accounts: wholeNumber('--accounts', values.accounts ?? '100000', 1_000, 10_000_000),
    minutes: wholeNumber('--minutes', values.minutes ?? '5', 1, 720),
    rate: wholeNumber('--rate', values.rate ?? '100', 1, 2_000),
    maxGrowth:
      values['max-growth'] === undefined ? undefined : wholeNumber('--max-growth', values['max-growth'], 100, 1_000),
  };
}

function parsed(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        connections: { type: 'string' },
        entries: { type: 'string' },
        accounts: { type: 'string' },
        minutes: { type: 'string' },
        rate: { type: 'string' },
        'max-growth': { type: 'string' },
        json: { type: 'boolean' },
        list: { type: 'boolean' },
      },
    });
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
