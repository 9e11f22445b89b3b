import { createReadStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Injectable } from '@nestjs/common';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { checkpointHash, type SignedCheckpoint } from '../domain/checkpoint';
import { checkpointFromJson, checkpointToJson } from '../domain/evidence-file';
import { EvidenceBroken } from '../errors';

/** Long enough for the last line. */
const TAIL_BYTES = 4_096;

/**
 * The second place: a file to which every checkpoint is appended (JSON lines, written through to the disk). Whoever
 * restores an old database or makes another one cannot make this file forget.
 */
@Injectable()
export class Witness {
  readonly path: string;

  constructor(runtime: Runtime) {
    this.path = resolve(runtime.config.witnessFile);
  }

  /** The last checkpoint it has seen; null where there is no file yet. */
  async latest(): Promise<SignedCheckpoint | null> {
    const file = await this.open('r');
    if (!file) return null;
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - TAIL_BYTES);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n').slice(0, -1);
      const last = lines.at(-1);
      return last === undefined ? null : checkpointFromJson(last);
    } finally {
      await file.close();
    }
  }

  /** All it has seen, in the order of writing. A line that is no checkpoint is answered as null. */
  async *all(): AsyncGenerator<SignedCheckpoint | null> {
    const file = await this.open('r');
    if (!file) return;
    await file.close();
    const lines = createInterface({ input: createReadStream(this.path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) if (line !== '') yield checkpointFromJson(line);
  }

  /** Appends and waits for the disk. A line that a crash cut off is taken away first: nobody was told that it is there. */
  async append(checkpoints: readonly SignedCheckpoint[]): Promise<void> {
    if (checkpoints.length === 0) return;
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a+', 0o644);
    try {
      await dropCutLine(file);
      await file.appendFile(checkpoints.map((one) => `${checkpointToJson(one)}\n`).join(''), 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    const folder = await open(dirname(this.path), 'r');
    await folder.sync().finally(() => folder.close());
  }

  private async open(flags: 'r'): Promise<FileHandle | null> {
    try {
      return await open(this.path, flags);
    } catch (error) {
      if (typeof error === 'object' && error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }
}

async function dropCutLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const start = Math.max(0, size - TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
  const end = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
  if (end < bytesRead) await file.truncate(start + end);
}

/**
 * Refuses to go on where the witness knows more than the database, or something else: an older backup was restored, or
 * the past was rewritten.
 *
 * @throws EvidenceBroken
 */
export function requireAgreement(witnessed: SignedCheckpoint | null, known: SignedCheckpoint | null): void {
  if (!witnessed) return;
  if (!known) {
    throw new EvidenceBroken(
      `the witness knows checkpoint ${witnessed.number}, which the database does not have: was an older backup restored?`,
    );
  }
  if (!checkpointHash(witnessed).equals(checkpointHash(known))) {
    throw new EvidenceBroken(`the witness knows another checkpoint ${witnessed.number} than the database`);
  }
}
