import type { SignedCheckpoint } from './checkpoint';

const HEX = /^(?:[0-9a-f]{2})*$/;

/** One line of the witness file and of the export: a checkpoint as JSON, hashes in hexadecimal. */
export function checkpointToJson(checkpoint: SignedCheckpoint): string {
  return JSON.stringify({
    type: 'checkpoint',
    number: checkpoint.number,
    madeAt: checkpoint.madeAt,
    treeSize: checkpoint.treeSize,
    root: checkpoint.root.toString('hex'),
    previousHash: checkpoint.previousHash.toString('hex'),
    keyVersion: checkpoint.keyVersion,
    signature: checkpoint.signature.toString('hex'),
  });
}

/** The checkpoint of a line, or null where it is none. */
export function checkpointFromJson(line: string): SignedCheckpoint | null {
  const value = jsonObject(line);
  if (value?.['type'] !== 'checkpoint') return null;
  const { number, madeAt, treeSize, keyVersion } = value;
  const [root, previousHash, signature] = ['root', 'previousHash', 'signature'].map((name) => bytesOf(value[name]));
  if (!root || !previousHash || !signature || typeof madeAt !== 'string') return null;
  if (typeof number !== 'number' || typeof treeSize !== 'number' || typeof keyVersion !== 'number') return null;
  return { number, madeAt, treeSize, root, previousHash, keyVersion, signature };
}

/** A line's JSON object, or null. */
export function jsonObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Bytes written in hexadecimal, or null. */
export function bytesOf(value: unknown): Buffer | null {
  return typeof value === 'string' && HEX.test(value) ? Buffer.from(value, 'hex') : null;
}
