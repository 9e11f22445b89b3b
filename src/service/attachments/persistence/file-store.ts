import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Runtime } from '../../../platform/foundation/config/runtime';

/**
 * Keeps files under the data folder, named by their hash: the same photo is stored once, and a file that was changed no
 * longer has its name. Several processes that serve one database share this folder.
 */
@Injectable()
export class FileStore {
  private readonly root: string;

  constructor(runtime: Runtime) {
    this.root = join(runtime.config.dataDir, 'attachments');
  }

  /** Stores the bytes durably before it answers. A file without a row is harmless and is overwritten by the next try. */
  async put(bytes: Buffer): Promise<Buffer> {
    const sha256 = createHash('sha256').update(bytes).digest();
    const path = this.pathOf(sha256);
    if (await exists(path, bytes.length)) return sha256;
    const folder = join(path, '..');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${randomUUID()}`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
    return sha256;
  }

  /** The bytes; null where the file is gone or no longer what it was. */
  async get(sha256: Buffer): Promise<Buffer | null> {
    const bytes = await readFile(this.pathOf(sha256)).catch(() => null);
    return bytes && createHash('sha256').update(bytes).digest().equals(sha256) ? bytes : null;
  }

  /** Deletes the bytes; nothing happens where they are gone. */
  async remove(sha256: Buffer): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  private pathOf(sha256: Buffer): string {
    const name = sha256.toString('hex');
    return join(this.root, name.slice(0, 2), name);
  }
}

async function exists(path: string, byteCount: number): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size === byteCount,
    () => false,
  );
}
