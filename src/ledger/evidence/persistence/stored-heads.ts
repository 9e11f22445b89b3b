import { FINGERPRINT_BYTES, type WrittenHead } from '../domain/tree-replay';
import { BinaryArray, type BinaryRow, bytesAt, isNullAt, numberAt } from './binary-rows';

/** A head with the columns its leaves were made of; null for entries. */
export interface StoredHead extends WrittenHead {
  readonly keys: BinaryArray;
  readonly columns: readonly string[] | null;
}

export const headColumns = ['checkpoint_number', 'first_position', 'size', 'root', 'keys', 'fingerprints', 'columns'];

/** The head of a row of `headColumns`. Valid as long as the row's bytes; keys are decoded when they are asked for. */
export function headOf(row: BinaryRow): StoredHead {
  return {
    checkpoint: numberAt(row, 0),
    firstPosition: numberAt(row, 1),
    size: numberAt(row, 2),
    root: bytesAt(row, 3),
    keys: new BinaryArray(row, 4),
    fingerprints: new BinaryArray(row, 5).joined(FINGERPRINT_BYTES),
    columns: isNullAt(row, 6) ? null : new BinaryArray(row, 6).all(),
  };
}

/** A row of one's own, that stays when the next one comes. */
export function kept({ bytes, starts, lengths }: BinaryRow): BinaryRow {
  const first = starts[0] ?? 0;
  const last = starts.length - 1;
  const end = (starts[last] ?? 0) + Math.max(0, lengths[last] ?? 0);
  return {
    bytes: Buffer.from(bytes.subarray(first, end)),
    starts: starts.map((start) => start - first),
    lengths: lengths.slice(),
  };
}
