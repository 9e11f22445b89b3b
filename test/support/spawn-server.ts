import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/data/embedded';
import { openStreet, setupOf } from '../../drill/installation/open-street';

const ROOT = resolve(__dirname, '../..');
const START_LIMIT_MS = 60_000;

export interface SpawnedServer {
  readonly pid: number;
  readonly url: string;
  /** Everything it printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Settles when the process is gone. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** The process id of its embedded database. */
  databasePid(): number;
}

export interface SpawnOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A script loaded before the application, to plant something in it. */
  readonly preload?: string;
  /** True for a test of the setup itself: nobody chooses. Otherwise an empty folder is set up for real use. */
  readonly staysUnchosen?: boolean;
  /** True where the preload changes modules of the application, which stand in one file otherwise. */
  readonly isInManyFiles?: boolean;
}

/** The ending of a server that did not come up. */
export class SpawnFailed extends Error {
  constructor(
    readonly code: number | null,
    readonly output: string,
  ) {
    super(`the server ended with ${code ?? 'a signal'} before it was ready:\n${output}`);
  }
}

/** Builds the application if it has changed. */
export function buildServer(): void {
  execFileSync(process.execPath, [join(ROOT, 'tools/build-if-stale.cjs')], { cwd: ROOT, stdio: 'ignore' });
}

/**
 * Starts the built application as a real process, with the embedded database in `dataDir` unless the environment says
 * otherwise, and waits until it is ready.
 *
 * @throws SpawnFailed when it ends instead.
 */
export async function spawnServer(options: SpawnOptions): Promise<SpawnedServer> {
  const { dataDir, env = {}, preload, isInManyFiles } = options;
  const { PATH, HOME, TMPDIR } = process.env;
  const parameters = [
    ...(preload ? ['--require', preload] : []),
    join(ROOT, isInManyFiles ? 'dist/src/main.js' : 'dist/main.js'),
  ];
  const child = spawn(process.execPath, parameters, {
    cwd: ROOT,
    env: { PATH, HOME, TMPDIR, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let address: string | undefined;
  let isSettingUp = false;
  let onAddress: () => void = () => undefined;
  const ready = new Promise<void>((settle) => (onAddress = settle));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (options.staysUnchosen === true) address ??= /(http:\/\/127\.0\.0\.1:\d+)\/setup/.exec(output)?.[1];
      const setup = setupOf(output);
      if (setup && !isSettingUp && options.staysUnchosen !== true) {
        isSettingUp = true;
        // Where it fails the server does not come up, and what it printed is told.
        void openStreet(setup).catch((error: unknown) => (output += String(error)));
      }
      address ??= /接口\s+(http:\/\/127\.0\.0\.1:\d+)\/api/.exec(output)?.[1];
      if (address) onAddress();
    });
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((settle) => {
    child.once('close', (code, signal) => settle({ code, signal }));
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  await Promise.race([ready, exited]);
  clearTimeout(timer);
  if (address === undefined) throw new SpawnFailed((await exited).code, output);
  return {
    pid: child.pid ?? -1,
    url: address,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    exited,
    databasePid: () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
  };
}

/** Kills a server and removes its folder. A killed one leaves its database running: it is taken over and stopped in order. */
export async function clearAway(server: SpawnedServer, dataDir: string): Promise<void> {
  server.kill('SIGKILL');
  await server.exited;
  const secrets = ensureSecrets(dataDir);
  if (EmbeddedDatabase.running(dataDir, secrets)) {
    const left = await EmbeddedDatabase.start({ dataDir, secrets, notice: () => undefined, onLost: () => undefined });
    await left.stop();
  }
  await rm(dataDir, { recursive: true, force: true });
}
