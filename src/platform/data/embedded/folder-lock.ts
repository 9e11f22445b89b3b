import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../foundation/config/startup-error';
import { isAlive, processBirth } from './process-info';

interface Holder {
  readonly pid: number;
  readonly birth: string | undefined;
}

/** A lock on a data folder: at most one process runs the database in it. It outlives nobody: a dead holder is ignored. */
export class FolderLock {
  private constructor(private readonly path: string) {}

  /**
   * Takes the lock of `folder`.
   *
   * @throws StartupError when a living process holds it; the sentence names that process and the folder.
   */
  static take(folder: string): FolderLock {
    const path = join(folder, 'server.lock');
    const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    writeFileSync(draft, JSON.stringify({ pid: process.pid, birth: processBirth(process.pid) } satisfies Holder));
    try {
      for (let attempt = 0; attempt < 10; attempt += 1) {
        if (tryLink(draft, path)) return new FolderLock(path);
        const holder = livingHolder(path);
        if (holder) {
          throw new StartupError(
            `数据文件夹 ${folder} 正由另一个进程使用(进程号 ${holder.pid}),同一个文件夹不能启动两次。\n` +
              `请先停止它(kill ${holder.pid}),或者用 DATA_DIR=... 换一个文件夹、PORT=... 换一个端口再启动。`,
          );
        }
        setAside(path);
      }
      throw new StartupError(`数据文件夹 ${folder} 的锁 ${path} 拿不到:有几个进程同时在启动。请稍后再试。`);
    } finally {
      rmSync(draft, { force: true });
    }
  }

  release(): void {
    if (readHolder(this.path)?.pid === process.pid) rmSync(this.path, { force: true });
  }
}

/** The living process that runs the database of this folder, if any. */
export function folderHolder(folder: string): { readonly pid: number } | undefined {
  return livingHolder(join(folder, 'server.lock'));
}

function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function livingHolder(path: string): Holder | undefined {
  const holder = readHolder(path);
  if (!holder || !isAlive(holder.pid)) return undefined;
  // The same number with another birth is another process that got the number of the dead one.
  return processBirth(holder.pid) === holder.birth ? holder : undefined;
}

/** Moves a dead lock out of the way. A rename is atomic, so of two starters that judge it dead only one moves it. */
function setAside(path: string): void {
  const aside = `${path}.stale.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = livingHolder(aside);
  // Between our look and our rename another starter may have taken the lock: give it back.
  if (moved) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function readHolder(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return undefined;
    return { pid: value.pid, birth: 'birth' in value && typeof value.birth === 'string' ? value.birth : undefined };
  } catch {
    return undefined;
  }
}
