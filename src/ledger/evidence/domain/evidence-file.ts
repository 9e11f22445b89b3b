import { type AccountState, uuidText } from './account-audit';
import type { PublishedKey, SignedCheckpoint, TreeHead } from './checkpoint';
import type { EntryFields } from './entry-hash';
import type { Hash } from './merkle-tree';
import { FINGERPRINT_BYTES, type WrittenHead } from './tree-replay';

/**
 * The lines of the witness file and of the export: one JSON object each. Hashes, keys and signatures are hexadecimal,
 * times of entries microseconds since 1970 (UTC) as decimal text, all other numbers JSON numbers.
 */
export const EXPORT_FORMAT = 'volunteer-ledger/export/1';

type Json = Record<string, unknown>;

const HEX = /^(?:[0-9a-f]{2})*$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MICROSECONDS = /^-?\d{1,18}$/;

/** @param grown in the export, the trees that grew with it. */
export function checkpointToJson(checkpoint: SignedCheckpoint, grown?: readonly TreeHead[]): string {
  return JSON.stringify({
    type: 'checkpoint',
    number: checkpoint.number,
    madeAt: checkpoint.madeAt,
    treeSize: checkpoint.treeSize,
    root: checkpoint.root.toString('hex'),
    previousHash: checkpoint.previousHash.toString('hex'),
    keyVersion: checkpoint.keyVersion,
    signature: checkpoint.signature.toString('hex'),
    ...(grown && { heads: grown.map((head) => ({ ...head, root: head.root.toString('hex') })) }),
  });
}

/** The checkpoint of a line, or null where it is none. */
export function checkpointFromJson(line: string): SignedCheckpoint | null {
  const value = jsonObject(line);
  if (value?.['type'] !== 'checkpoint') return null;
  const { madeAt } = value;
  const [number, treeSize, keyVersion] = numbersOf(value, ['number', 'treeSize', 'keyVersion']) ?? [];
  const [root, previousHash, signature] = ['root', 'previousHash', 'signature'].map((name) => bytesOf(value[name]));
  if (!root || !previousHash || !signature || typeof madeAt !== 'string') return null;
  if (number === undefined || treeSize === undefined || keyVersion === undefined) return null;
  return { number, madeAt, treeSize, root, previousHash, keyVersion, signature };
}

export function headsOfCheckpoint(value: Json): readonly TreeHead[] | null {
  const { heads } = value;
  if (!Array.isArray(heads)) return null;
  const read = heads.map((head: unknown): TreeHead | null => {
    if (typeof head !== 'object' || head === null) return null;
    const { tree, size, root } = head as Json;
    const hash = bytesOf(root);
    return typeof tree === 'string' && typeof size === 'number' && hash ? { tree, size, root: hash } : null;
  });
  return read.every((head) => head !== null) ? read : null;
}

export function keyToJson(key: PublishedKey): string {
  return JSON.stringify({
    type: 'key',
    version: key.version,
    publicKey: key.publicKey.toString('hex'),
    createdAt: key.createdAt,
    signature: key.signature.toString('hex'),
  });
}

export function keyFromJson(value: Json): PublishedKey | null {
  const { version, createdAt } = value;
  const [publicKey, signature] = [bytesOf(value['publicKey']), bytesOf(value['signature'])];
  if (typeof version !== 'number' || typeof createdAt !== 'string' || !publicKey || !signature) return null;
  return { version, publicKey, createdAt, signature };
}

export function entryToJson(entry: EntryFields, hash: Hash): string {
  return JSON.stringify({
    type: 'entry',
    volunteerId: uuidText(entry.volunteerId),
    accountKind: entry.accountKind,
    seq: entry.seq,
    entryId: uuidText(entry.entryId),
    amount: entry.amount,
    balanceAfter: entry.balanceAfter,
    issuerDivisionId: uuidText(entry.issuerDivisionId),
    reason: entry.reason,
    causeKind: entry.causeKind,
    causeId: uuidText(entry.causeId),
    reversesSeq: entry.reversesSeq,
    ruleVersion: entry.ruleVersion,
    effectiveAtUs: entry.effectiveAtUs.toString(),
    recordedAtUs: entry.recordedAtUs.toString(),
    recordedBy: entry.recordedBy,
    hash: hash.toString('hex'),
  });
}

export function entryFromJson(value: Json): { readonly entry: EntryFields; readonly hash: Hash } | null {
  const [volunteerId, entryId, issuerDivisionId, causeId] = [
    'volunteerId',
    'entryId',
    'issuerDivisionId',
    'causeId',
  ].map((name) => uuidOf(value[name]));
  const [seq, amount, balanceAfter] = numbersOf(value, ['seq', 'amount', 'balanceAfter']) ?? [];
  const { accountKind, reason, causeKind, reversesSeq, ruleVersion, effectiveAtUs, recordedAtUs, recordedBy } = value;
  const hash = bytesOf(value['hash']);
  if (!volunteerId || !entryId || !issuerDivisionId || !causeId || hash?.length !== 32) return null;
  if (seq === undefined || amount === undefined || balanceAfter === undefined) return null;
  if (typeof accountKind !== 'string' || typeof reason !== 'string' || typeof causeKind !== 'string') return null;
  if (typeof ruleVersion !== 'string' || typeof recordedBy !== 'string') return null;
  if (reversesSeq !== null && !Number.isSafeInteger(reversesSeq)) return null;
  if (!isMicroseconds(effectiveAtUs) || !isMicroseconds(recordedAtUs)) return null;
  const entry = {
    ...{ volunteerId, accountKind, seq, entryId, amount, balanceAfter, issuerDivisionId, reason, causeKind, causeId },
    reversesSeq: reversesSeq as number | null,
    ruleVersion,
    effectiveAtUs: BigInt(effectiveAtUs),
    recordedAtUs: BigInt(recordedAtUs),
    recordedBy,
  };
  return { entry, hash };
}

export function accountFromJson(value: Json): { readonly key: string; readonly state: AccountState } | null {
  const { volunteerId, accountKind } = value;
  const [seq, balance] = numbersOf(value, ['seq', 'balance']) ?? [];
  const headHash = bytesOf(value['headHash']);
  if (typeof volunteerId !== 'string' || typeof accountKind !== 'string' || !headHash) return null;
  if (seq === undefined || balance === undefined) return null;
  return { key: `${volunteerId}/${accountKind}`, state: { seq, balance, headHash } };
}

/** @param leaves of facts by key: their hashes are written instead of the keys, which say nothing to an auditor. */
export function headToJson(tree: string, head: WrittenHead, leaves: ReadonlyMap<string, Hash> | null): string {
  const { checkpoint, firstPosition, size } = head;
  const keys = Array.from({ length: head.keys.length }, (_, index) => head.keys.at(index) ?? '');
  const rows = leaves ? { leaves: keys.map((key) => leaves.get(key)?.toString('hex') ?? null) } : { keys };
  const fingerprints = keys.map((_, index) =>
    head.fingerprints.toString('hex', index * FINGERPRINT_BYTES, (index + 1) * FINGERPRINT_BYTES),
  );
  const root = head.root.toString('hex');
  return JSON.stringify({ type: 'head', tree, checkpoint, firstPosition, size, root, fingerprints, ...rows });
}

export function headFromJson(
  value: Json,
): { readonly head: WrittenHead; readonly leaves: readonly (Hash | null)[] | null } | null {
  const [checkpoint, firstPosition, size] = numbersOf(value, ['checkpoint', 'firstPosition', 'size']) ?? [];
  const root = bytesOf(value['root']);
  if (checkpoint === undefined || firstPosition === undefined || size === undefined || !root) return null;
  const prints = Array.isArray(value['fingerprints']) ? value['fingerprints'].map(bytesOf) : null;
  const leaves = Array.isArray(value['leaves']) ? value['leaves'].map(bytesOf) : null;
  const keys = leaves?.map((_, index) => String(firstPosition + index)) ?? textsOf(value['keys']);
  if (!keys || prints?.length !== keys.length) return null;
  if (!prints.every((one): one is Buffer => one?.length === FINGERPRINT_BYTES)) return null;
  const fingerprints = Buffer.concat(prints);
  return { head: { checkpoint, firstPosition, size, root, keys, fingerprints }, leaves };
}

/** A line's JSON object, or null. */
export function jsonObject(line: string): Json | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

/** Bytes written in hexadecimal, or null. */
export function bytesOf(value: unknown): Buffer | null {
  return typeof value === 'string' && HEX.test(value) ? Buffer.from(value, 'hex') : null;
}

function uuidOf(value: unknown): Buffer | null {
  return typeof value === 'string' && UUID.test(value) ? Buffer.from(value.replaceAll('-', ''), 'hex') : null;
}

function isMicroseconds(value: unknown): value is string {
  return typeof value === 'string' && MICROSECONDS.test(value);
}

function numbersOf(value: Json, names: readonly string[]): readonly number[] | null {
  const numbers = names.map((name) => value[name]);
  return numbers.every((one): one is number => Number.isSafeInteger(one)) ? numbers : null;
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((one): one is string => typeof one === 'string') ? value : null;
}
