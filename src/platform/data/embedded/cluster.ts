import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { StartupError } from '../../foundation/config/startup-error';
import { moveAside } from './cluster-home';
import type { Engine } from './engine';
import type { ServerUser } from './server-user';

export interface ClusterOptions {
  readonly engine: Engine;
  readonly home: string;
  readonly user: ServerUser | undefined;
  readonly superuserPassword: string;
  /** False only for throw-away test servers. */
  readonly durable: boolean;
  readonly notice: (line: string) => void;
}

/**
 * Makes sure that `<home>/postgres` is a whole cluster and returns its path. A new one is made under a draft name,
 * written to disk and then renamed: a folder of the final name is complete, whenever the power goes.
 */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  const cluster = join(options.home, 'postgres');
  if (isWhole(cluster)) {
    refuseForeignVersion(cluster, options.engine);
    return cluster;
  }
  if (existsSync(cluster) && readdirSync(cluster).length > 0) {
    const aside = moveAside(cluster);
    options.notice(`数据库文件夹不完整(可能是上次初始化被打断),已移到 ${aside},现在重新初始化。`);
  }
  for (const name of readdirSync(options.home)) {
    if (name.startsWith('postgres.new.')) rmSync(join(options.home, name), { recursive: true, force: true });
  }
  const draft = join(options.home, `postgres.new.${process.pid}.${randomBytes(3).toString('hex')}`);
  mkdirSync(draft, { mode: 0o700 });
  if (options.user) chownSync(draft, options.user.uid, options.user.gid);
  await initialise(draft, options);
  if (existsSync(cluster)) rmdirSync(cluster);
  renameSync(draft, cluster);
  if (options.durable) syncFolder(options.home);
  return cluster;
}

function isWhole(cluster: string): boolean {
  return existsSync(join(cluster, 'PG_VERSION')) && existsSync(join(cluster, 'global', 'pg_control'));
}

function refuseForeignVersion(cluster: string, engine: Engine): void {
  const stored = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (stored !== engine.version.split('.')[0]) {
    throw new StartupError(
      `数据库文件夹 ${cluster} 是 PostgreSQL ${stored} 的格式,而这个程序带的是 ${engine.version}。\n` +
        '请用原来的版本导出数据(pg_dump),再导入新的空文件夹。',
    );
  }
}

async function initialise(draft: string, options: ClusterOptions): Promise<void> {
  const passwordFile = join(draft, '..', `superuser.${randomBytes(4).toString('hex')}`);
  writeFileSync(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 });
  if (options.user) chownSync(passwordFile, options.user.uid, options.user.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await run(options, ['--pgdata', draft, ...locale, ...access, '--no-sync', '--no-instructions']);
    if (options.durable) await run(options, ['--pgdata', draft, '--sync-only']);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function run(options: ClusterOptions, parameters: readonly string[]): Promise<void> {
  const child = spawn(options.engine.initdb, parameters, {
    ...options.user,
    cwd: options.home,
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  const code = await new Promise<number | null>((settle, fail) => child.once('error', fail).once('close', settle));
  if (code !== 0) {
    throw new StartupError(
      `初始化数据库失败(${resolve(options.home)}):\n${complaint.trim()}\n请检查磁盘空间和文件夹权限后再启动;已有的数据没有被改动。`,
    );
  }
}

/** A plain environment: nothing of ours (PGDATA, PGPORT, LC_ALL ...) leaks into the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, SystemRoot } = process.env;
  return { PATH, TMPDIR, SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
