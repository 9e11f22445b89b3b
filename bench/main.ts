import 'reflect-metadata';
import { growthDescription, growthJson, growthName, growthTable, measureGrowth } from './benchmarks/growth';
import { importCheck } from './benchmarks/import';
import { registration } from './benchmarks/registration';
import { posting } from './benchmarks/posting';
import { postingBatch } from './benchmarks/posting-batch';
import { punch } from './benchmarks/punch';
import { punchInstant } from './benchmarks/punch-instant';
import { search } from './benchmarks/search';
import { settle } from './benchmarks/settle';
import { measureSoak, soakDescription, soakJson, soakName, soakTable } from './benchmarks/soak';
import { verify } from './benchmarks/verify';
import { measureWeb, webDescription, webName, webTable } from './benchmarks/web';
import type { Benchmark } from './harness/benchmark';
import { readCommandLine, usage, UsageError } from './harness/options';
import { jsonLineOf, tableOf } from './harness/report';
import { runBenchmark } from './harness/run-benchmark';

const benchmarks: readonly Benchmark[] = [
  punch,
  punchInstant,
  settle,
  posting,
  postingBatch,
  verify,
  search,
  importCheck,
  registration,
];

const DEFAULT_CONNECTIONS = 64;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** Progress goes where it does not disturb who reads the result. */
const progress = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const { name, json, minutes, rate, maxGrowth, ...options } = readCommandLine(process.argv.slice(2));
  if (name === undefined) {
    for (const one of benchmarks) print(`${one.name}  ${one.description}`);
    print(`${growthName}  ${growthDescription}`);
    print(`${soakName}  ${soakDescription}`);
    print(`${webName}  ${webDescription}`);
    print(usage);
    return;
  }
  if (name === growthName) {
    const grown = await measureGrowth(options, progress);
    print(growthTable(grown));
    if (json) print(JSON.stringify(growthJson(grown)));
    return;
  }
  if (name === webName) {
    const opened = await measureWeb(options.rounds, progress);
    print(webTable(opened));
    if (json) print(JSON.stringify({ bench: webName, lines: opened.lines }));
    return;
  }
  if (name === soakName) {
    const soaked = await measureSoak({ minutes, rate }, progress);
    print(soakTable(soaked));
    if (json) print(JSON.stringify(soakJson(soaked)));
    if (maxGrowth !== undefined && soaked.growth * 100 > maxGrowth) {
      throw new Error(`内存涨到了 ${soaked.growth} 倍,超过 --max-growth ${maxGrowth}%:可能有泄漏`);
    }
    return;
  }
  const benchmark = benchmarks.find((one) => one.name === name);
  if (!benchmark)
    throw new UsageError(
      `没有名为 ${name} 的基准,可用:${[...benchmarks.map((one) => one.name), growthName, soakName, webName].join('、')}`,
    );
  const connections = options.connections ?? benchmark.connections ?? DEFAULT_CONNECTIONS;
  const result = await runBenchmark(benchmark, { ...options, connections }, progress);
  print(tableOf(result));
  if (json) print(JSON.stringify(jsonLineOf(result)));
}

// An interrupted run still drops its databases at the next start; children die with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    progress(
      error instanceof UsageError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    );
    process.exit(1);
  },
);
