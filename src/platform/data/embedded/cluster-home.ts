import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../foundation/config/startup-error';
import { firstClosedFolder, openFolder, type ServerUser } from './server-user';

/** Where root keeps database files whose data folder lies below a closed one. */
const SHARED_HOME = '/var/lib/volunteer-ledger';

/**
 * The folder that contains the cluster folder `postgres` and is reachable for the account of the server. Usually that is
 * the data folder itself. A root process whose data folder lies below a closed folder (a clone in /root, mode 700)
 * keeps the files below /var/lib and leaves a symbolic link `postgres` in the data folder.
 *
 * @throws StartupError when no reachable place can be found.
 */
export function resolveClusterHome(
  dataDir: string,
  user: ServerUser | undefined,
  notice: (line: string) => void,
): string {
  mkdirSync(dataDir, { recursive: true });
  const link = join(dataDir, 'postgres');
  const linked = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (linked && !existsSync(link)) {
    throw new StartupError(
      `数据文件夹 ${dataDir} 里的 postgres 是一个链接,但它指向的数据库文件不见了。\n请恢复那些文件,或者换一个空文件夹(DATA_DIR=...)。`,
    );
  }
  const home = linked ? join(realpathSync(link), '..') : realpathSync(dataDir);
  if (!user) return home;
  const closed = firstClosedFolder(home, user);
  if (closed === undefined) return home;
  if (closed === home) {
    // Our own folder, only made too private (mkdtemp gives 0700): secrets.json inside stays 0600.
    openFolder(home);
    return resolveClusterHome(dataDir, user, notice);
  }
  if (linked || existsSync(link)) throw closedFolder(dataDir, closed);
  const moved = makeSharedHome(user, dataDir, closed);
  mkdirSync(join(moved, 'postgres'), { mode: 0o700 });
  chownSync(join(moved, 'postgres'), user.uid, user.gid);
  symlinkSync(join(moved, 'postgres'), link);
  notice(
    `数据文件夹 ${dataDir} 的上级 ${closed} 不允许 postgres 用户进入,数据库文件改放在 ${moved}(${link} 指向那里)。` +
      '想放在别处,请在首次启动前设置 DATA_DIR=/srv/volunteer-ledger 之类的文件夹。',
  );
  return moved;
}

function makeSharedHome(user: ServerUser, dataDir: string, closed: string): string {
  try {
    mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 });
    const home = mkdtempSync(join(SHARED_HOME, 'data-'));
    openFolder(home);
    if (firstClosedFolder(home, user) === undefined) return home;
  } catch (error) {
    throw closedFolder(dataDir, closed, error);
  }
  throw closedFolder(dataDir, closed);
}

function closedFolder(dataDir: string, closed: string, cause?: unknown): StartupError {
  return new StartupError(
    `数据文件夹 ${dataDir} 用不了:PostgreSQL 不能以 root 运行,而 postgres 用户进不了上级文件夹 ${closed}。\n` +
      '请把数据放到 postgres 用户进得去的地方,例如:DATA_DIR=/srv/volunteer-ledger npm start;或者换一个普通用户运行。',
    { cause },
  );
}

/** Whether a data folder holds a database, wherever its files lie. */
export function holdsCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres', 'PG_VERSION'));
}

/** Throws the database of a data folder away. Call it with the database stopped. */
export async function discardCluster(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'postgres'), { recursive: true, force: true });
}

/** Moves an unusable cluster folder aside; nothing is ever deleted. Returns the new path. */
export function moveAside(folder: string): string {
  for (let number = 1; ; number += 1) {
    const aside = `${folder}.incomplete-${number}`;
    if (lstatSync(aside, { throwIfNoEntry: false })) continue;
    renameSync(folder, aside);
    return aside;
  }
}
