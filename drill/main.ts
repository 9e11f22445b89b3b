import 'reflect-metadata';
import { readCommandLine, UsageError } from './options';
import { summaryOf } from './report';
import { runDrill } from './run-drill';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const options = readCommandLine(process.argv.slice(2));
  const result = await runDrill(options, say);
  say(summaryOf(result, options.seed));
  return result.isFaithful ? 0 : 1;
}

// Processes that were started die with this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${error instanceof UsageError ? error.message : text}\n`);
    process.exit(1);
  },
);
