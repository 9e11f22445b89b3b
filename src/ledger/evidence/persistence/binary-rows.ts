import type { Client } from 'pg';
import { copyOut } from './copy-out';

const HEADER_BYTES = 11 + 4 + 4;

/** The fields of one row: `starts[i]` and `lengths[i]` in `bytes`, a length of -1 for null. Valid until the next row. */
export interface BinaryRow {
  bytes: Buffer;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
}

/**
 * Runs COPY … TO STDOUT in the binary format and hands over every row. Many times as fast as asking for rows: nothing is
 * turned into text and back, and the database sends while rows are being read.
 */
export async function eachBinaryRow(
  client: Client,
  select: string,
  columns: number,
  onRow: (row: BinaryRow) => void,
): Promise<void> {
  const row: BinaryRow = { bytes: Buffer.alloc(0), starts: new Int32Array(columns), lengths: new Int32Array(columns) };
  let isBegun = false;
  await copyOut(client, `copy (${select}) to stdout (format binary)`, (bytes, from, to) => {
    row.bytes = bytes;
    let at = isBegun ? from : from + HEADER_BYTES;
    isBegun = true;
    while (at < to) {
      const next = readRow(row, at, columns);
      if (next === null) return;
      onRow(row);
      at = next;
    }
  });
}

/** Finds the fields of the row at a position and answers where the next one begins; null behind the last row. */
function readRow({ bytes, starts, lengths }: BinaryRow, from: number, columns: number): number | null {
  if (bytes.readInt16BE(from) < 0) return null;
  let at = from + 2;
  for (let column = 0; column < columns; column += 1) {
    const length = int32At(bytes, at);
    at += 4;
    starts[column] = at;
    lengths[column] = length;
    at += Math.max(0, length);
  }
  return at;
}

/** Four bytes as a signed number; where there are fewer, as if zeros followed. */
export function int32At(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

export function bytesAt({ bytes, starts, lengths }: BinaryRow, column: number): Buffer {
  const start = starts[column] ?? 0;
  return bytes.subarray(start, start + Math.max(0, lengths[column] ?? 0));
}

export function textAt({ bytes, starts, lengths }: BinaryRow, column: number): string {
  const start = starts[column] ?? 0;
  return bytes.toString('utf8', start, start + Math.max(0, lengths[column] ?? 0));
}

/** A bigint column as a number; beyond 2^53 only approximately, which no honest row reaches. */
export function numberAt({ bytes, starts }: BinaryRow, column: number): number {
  const start = starts[column] ?? 0;
  return int32At(bytes, start) * 2 ** 32 + (int32At(bytes, start + 4) >>> 0);
}

export function isNullAt({ lengths }: BinaryRow, column: number): boolean {
  return lengths[column] === -1;
}

/** PostgreSQL counts microseconds from 2000. */
export const EPOCH_OFFSET_US = 946_684_800_000_000n;

/** A timestamptz column in microseconds since 1970. */
export function microsecondsAt({ bytes, starts }: BinaryRow, column: number): bigint {
  return bytes.readBigInt64BE(starts[column] ?? 0) + EPOCH_OFFSET_US;
}

/** The elements of an array column, whatever its dimensions. Valid as long as the row's bytes. */
export class BinaryArray {
  readonly length: number;
  private readonly starts: Int32Array;
  private readonly bytes: Buffer;

  constructor({ bytes, starts }: BinaryRow, column: number) {
    const start = starts[column] ?? 0;
    const dimensions = int32At(bytes, start);
    let [count, at] = [dimensions === 0 ? 0 : 1, start + 12];
    for (let one = 0; one < dimensions; one += 1, at += 8) count *= int32At(bytes, at);
    this.bytes = bytes;
    this.length = count;
    this.starts = new Int32Array(count);
    for (let index = 0; index < count; index += 1) {
      this.starts[index] = at;
      at += 4 + Math.max(0, int32At(bytes, at));
    }
  }

  /** The text of an element; empty for null. */
  at(index: number): string | undefined {
    const start = this.starts[index];
    if (start === undefined) return undefined;
    return this.bytes.toString('utf8', start + 4, start + 4 + Math.max(0, int32At(this.bytes, start)));
  }

  /** All elements as texts. */
  all(): string[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index) ?? '');
  }

  /** The elements, `size` bytes each, one after the other; zeros for null. */
  joined(size: number): Buffer {
    const joined = Buffer.alloc(this.length * size);
    for (let index = 0; index < this.length; index += 1) {
      const start = this.starts[index] ?? 0;
      if (int32At(this.bytes, start) !== size) continue;
      for (let byte = 0; byte < size; byte += 1) joined[index * size + byte] = this.bytes[start + 4 + byte] ?? 0;
    }
    return joined;
  }
}
