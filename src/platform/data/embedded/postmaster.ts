import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../foundation/config/startup-error';
import { serverEnvironment } from './cluster';
import type { ServerPlace } from './provision';
import { commandLine, isAlive, processesWorkingIn } from './process-info';
import type { ServerUser } from './server-user';

const POLL_MS = 15;
const START_LIMIT_MS = 60_000;
const FAST_STOP_LIMIT_MS = 15_000;
const LOG_KEEP_BYTES = 8 * 1024 * 1024;

export interface PostmasterOptions {
  readonly program: string;
  readonly cluster: string;
  readonly user: ServerUser | undefined;
  readonly logPath: string;
  readonly durable: boolean;
}

/** The fields of postmaster.pid that we use. `ready` follows the server's own report (the file's eighth line). */
interface PidFile extends ServerPlace {
  readonly pid: number;
  readonly ready: boolean;
}

/** One running PostgreSQL server process. */
export class Postmaster {
  private constructor(
    private readonly child: ChildProcess,
    readonly place: ServerPlace,
    /** Settles when the process has ended, for whatever reason. */
    readonly ended: Promise<void>,
  ) {}

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /**
   * Starts the server on loopback and waits until it accepts connections. What a crash left behind (an orphaned server,
   * its last processes, a stale pid file) is cleared first. `port` asks for a certain port, otherwise a free one is taken.
   *
   * @throws StartupError with the end of the server's log when it does not come up.
   */
  static async start(options: PostmasterOptions, port?: number): Promise<Postmaster> {
    await clearLeftovers(options.cluster);
    for (let attempt = 1; ; attempt += 1) {
      const chosen = port ?? (await freePort());
      const logStart = existsSync(options.logPath) ? statSync(options.logPath).size : 0;
      const started = await tryStart(options, chosen);
      if (started) return started;
      const log = tail(options.logPath, logStart);
      // Somebody took the port in between, or the shared memory of a killed server is still being let go.
      const passing = /could not bind|Address already in use|shared memory block/.test(log);
      if (!passing || attempt === 20) {
        throw new StartupError(
          `数据库启动失败(${options.cluster})。日志 ${options.logPath} 的末尾:\n${log.trim() || '(空)'}\n请按日志处理后再启动;数据文件没有被改动。`,
        );
      }
      await sleep(250);
    }
  }

  /**
   * Stops the server: `fast` rolls open transactions back and writes a checkpoint, `immediate` just ends it (the next
   * start replays the log). A fast stop that takes longer than 15 s becomes immediate.
   */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    const timer = setTimeout(() => this.child.kill('SIGQUIT'), FAST_STOP_LIMIT_MS);
    const last = setTimeout(() => this.child.kill('SIGKILL'), FAST_STOP_LIMIT_MS * 2);
    await this.ended;
    clearTimeout(timer);
    clearTimeout(last);
  }

  /** @internal used by tryStart */
  static adopt(child: ChildProcess, place: ServerPlace, ended: Promise<void>): Postmaster {
    return new Postmaster(child, place, ended);
  }
}

/** Where the server that runs in `cluster` listens, when it accepts connections. */
export function runningPlace(cluster: string): ServerPlace | undefined {
  const file = readPidFile(cluster);
  return file?.ready && isAlive(file.pid) ? file : undefined;
}

async function tryStart(options: PostmasterOptions, port: number): Promise<Postmaster | undefined> {
  const fresh = !existsSync(options.logPath) || statSync(options.logPath).size > LOG_KEEP_BYTES;
  const log = openSync(options.logPath, fresh ? 'w' : 'a', 0o600);
  if (fresh && options.user) chownSync(options.logPath, options.user.uid, options.user.gid);
  const child = spawn(options.program, ['-D', options.cluster, ...serverSettings(port, options)], {
    ...options.user,
    cwd: options.cluster,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    // Its own session: Ctrl-C in the terminal must reach us only, so that jobs are drained before the database goes.
    detached: true,
  });
  closeSync(log);
  const state = { isGone: false };
  const ended = new Promise<void>((settle) => {
    const onGone = (): void => {
      state.isGone = true;
      settle();
    };
    child.once('error', onGone).once('exit', onGone);
  });
  const deadline = Date.now() + START_LIMIT_MS;
  while (!state.isGone && Date.now() < deadline) {
    const file = readPidFile(options.cluster);
    if (file?.ready && file.pid === child.pid) return Postmaster.adopt(child, file, ended);
    await sleep(POLL_MS);
  }
  if (!state.isGone) child.kill('SIGQUIT');
  await ended;
  return undefined;
}

/** A socket's path has to fit into 108 bytes, and Windows has none. */
function socketFolderOf(cluster: string): string {
  const isUsable = process.platform !== 'win32' && Buffer.byteLength(join(cluster, '.s.PGSQL.65535')) < 108;
  return isUsable && !/[,"]/.test(cluster) ? cluster : '';
}

function serverSettings(port: number, { durable, cluster }: PostmasterOptions): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // In the cluster's own folder, which nobody else may enter.
    unix_socket_directories: socketFolderOf(cluster),
    max_connections: '120',
    shared_buffers: '128MB',
    // The ledger has some hundred partitions; one statement over all of them locks each.
    max_locks_per_transaction: '256',
    max_wal_size: '1GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    password_encryption: 'scram-sha-256',
    // Short statements only: compiling them costs more than it saves.
    jit: 'off',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function readPidFile(cluster: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    const socketFolder = lines[4]?.trim() === '' ? undefined : lines[4]?.trim();
    return Number.isInteger(pid) && pid > 0
      ? { pid, port, socketFolder, ready: lines[7]?.trim() === 'ready' }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The caller holds the folder's lock, so a server that still runs in it has lost its parent: stop it cleanly. A pid file
 * whose number now belongs to a stranger would make PostgreSQL refuse to start: remove it, after making sure that no
 * process works in the folder any more.
 */
async function clearLeftovers(cluster: string): Promise<void> {
  const file = readPidFile(cluster);
  if (file && isAlive(file.pid) && isServerOf(file.pid, cluster)) {
    signal(file.pid, 'SIGINT');
    if (!(await waitUntil(() => !isAlive(file.pid), FAST_STOP_LIMIT_MS))) {
      signal(file.pid, 'SIGQUIT');
      await waitUntil(() => !isAlive(file.pid), FAST_STOP_LIMIT_MS);
    }
  }
  // Children of a killed server notice its death when they next wait; the busy ones are told. What they had not
  // committed is rolled back by the recovery in either case.
  const folder = realpathSync(cluster);
  for (const order of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of processesWorkingIn(folder)) signal(pid, order);
    if (await waitUntil(() => processesWorkingIn(folder).length === 0, 5_000)) break;
  }
  const left = readPidFile(cluster);
  if (left && isAlive(left.pid) && !isServerOf(left.pid, cluster))
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  // Nobody works here any more. The lock of a socket, like the pid file, may by now bear the number of a stranger.
  for (const name of readdirSync(cluster).filter((each) => each.startsWith('.s.PGSQL.')))
    rmSync(join(cluster, name), { force: true });
}

/** Sends a signal to a process that may have ended since we looked. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  const command = commandLine(pid);
  return command.includes('postgres') && (command.includes(cluster) || command.includes(realpathSync(cluster)));
}

async function waitUntil(condition: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function tail(path: string, from: number): string {
  try {
    const text = readFileSync(path);
    return text
      .subarray(text.length > from ? from : 0)
      .toString('utf8')
      .slice(-2_000);
  } catch {
    return '';
  }
}
