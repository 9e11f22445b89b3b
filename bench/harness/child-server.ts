import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The folder of package.json; this file runs from dist/bench/harness. */
const ROOT = resolve(__dirname, '../../..');
/** As `npm start` gives them, see package.json; every contestant gets the same. */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 10_000;

export interface ChildServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts a built script as a process of its own and waits until it prints the loopback address it listens on. It gets
 * the given environment and nothing of ours but PATH, HOME and TMPDIR.
 *
 * @param script path below dist.
 * @throws Error with everything it printed, when it ends or takes longer than 90 s.
 */
export async function startChildServer(script: string, env: Readonly<Record<string, string>>): Promise<ChildServer> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [...NODE_FLAGS, resolve(ROOT, 'dist', script)], {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((settle) => child.once('close', () => settle()));
  const listening = new Promise<number>((settle) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        // Only the beginning matters; a child that logs for minutes must not fill our memory.
        if (output.length < 100_000) output += text;
        const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
        if (port !== undefined) settle(Number(port));
      });
    }
  });
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const limit = new AbortController();
  const port = await Promise.race([
    listening,
    exited,
    sleep(START_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
  if (port === undefined || child.pid === undefined) {
    child.kill('SIGKILL');
    throw new Error(`${script} did not come up:\n${output}`);
  }
  return {
    pid: child.pid,
    port,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(endWithUs, STOP_LIMIT_MS);
      await exited;
      clearTimeout(timer);
      process.off('exit', endWithUs);
    },
  };
}
