import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartupError } from '../../foundation/config/startup-error';

/** The account the database server runs under; `undefined` means: the account of this process. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const USER_NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root. A root process therefore runs it as the unprivileged user `postgres`, which is
 * created when the machine has none; any other process runs it as itself.
 *
 * @throws StartupError when the user is missing and cannot be created.
 */
export function resolveServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUpUser();
  if (known) return known;
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER_NAME]],
    // BusyBox (Alpine) has adduser only.
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', USER_NAME]],
  ];
  for (const [command, parameters] of attempts) {
    try {
      execFileSync(command, parameters, { stdio: 'ignore' });
    } catch {
      continue;
    }
    const created = lookUpUser();
    if (created) return created;
  }
  throw new StartupError(
    '现在是以 root 身份运行,而 PostgreSQL 不允许 root 启动;本机没有 postgres 用户,也没能自动创建(找不到可用的 useradd 或 adduser)。\n' +
      '请任选其一:① 换一个普通用户运行;② 请管理员建立用户 postgres 后再启动;③ 设置 DATABASE_URL 使用外部 PostgreSQL(15 或更高版本)。',
  );
}

function lookUpUser(): ServerUser | undefined {
  let accounts: string;
  try {
    accounts = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return undefined;
  }
  const fields = accounts
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === USER_NAME);
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? { uid, gid } : undefined;
}

/**
 * The first folder on the way to `path` (itself included) that `user` may not enter, or `undefined` when the whole way
 * is open. A folder we own ourselves can be opened with `openFolder`.
 */
export function firstClosedFolder(path: string, user: ServerUser): string | undefined {
  const way: string[] = [];
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return way.find((folder) => !mayEnter(folder, user));
}

function mayEnter(folder: string, user: ServerUser): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Lets others pass through `folder` (not list it): files inside keep their own permissions. */
export function openFolder(folder: string): void {
  chmodSync(folder, (statSync(folder).mode & 0o7777) | 0o011);
}
