import { createHash } from 'node:crypto';
import type { Hash } from './merkle-tree';

/** All of a ledger entry that its hash covers. Ids are 16 bytes, amounts minutes or tenths of a point. */
export interface EntryFields {
  readonly volunteerId: Buffer;
  readonly accountKind: string;
  readonly seq: number;
  readonly entryId: Buffer;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly issuerDivisionId: Buffer;
  readonly reason: string;
  readonly causeKind: string;
  readonly causeId: Buffer;
  readonly reversesSeq: number | null;
  readonly ruleVersion: string;
  /** Microseconds since 1970, UTC. */
  readonly effectiveAtUs: bigint;
  readonly recordedAtUs: bigint;
  readonly recordedBy: string;
}

const DOMAIN = 'volunteer-ledger/entry/1';

/** Grows when a text needs it; one for all, because nothing here waits. */
let scratch = Buffer.alloc(4_096);
let length = 0;

/**
 * The hash of a ledger entry, the same as the database function ledger_entry_hash makes: SHA-256 over the domain, the
 * previous hash (empty for the first entry of an account) and every field. Texts are UTF-8 behind their length in four
 * bytes, numbers eight bytes big-endian, ids sixteen; a reversed number is 01 and its eight bytes, or 00.
 *
 * The first byte hashed is the 00 of the domain's length, and a node's is 01: the hash of an entry is therefore a leaf
 * hash of RFC 6962, and the entry needs no second one to stand in a Merkle tree.
 */
export function entryHash(previous: Hash, entry: EntryFields): Hash {
  const room =
    512 +
    3 * (entry.accountKind.length + entry.reason.length + entry.causeKind.length) +
    3 * (entry.ruleVersion.length + entry.recordedBy.length);
  if (scratch.length < room) scratch = Buffer.alloc(room * 2);
  length = 0;
  text(DOMAIN);
  length = scratch.writeUInt32BE(previous.length, length);
  length += previous.copy(scratch, length);
  length += entry.volunteerId.copy(scratch, length);
  text(entry.accountKind);
  number(entry.seq);
  length += entry.entryId.copy(scratch, length);
  number(entry.amount);
  number(entry.balanceAfter);
  length += entry.issuerDivisionId.copy(scratch, length);
  text(entry.reason);
  text(entry.causeKind);
  length += entry.causeId.copy(scratch, length);
  if (entry.reversesSeq === null) {
    length = scratch.writeUInt8(0, length);
  } else {
    length = scratch.writeUInt8(1, length);
    number(entry.reversesSeq);
  }
  text(entry.ruleVersion);
  length = scratch.writeBigInt64BE(entry.effectiveAtUs, length);
  length = scratch.writeBigInt64BE(entry.recordedAtUs, length);
  text(entry.recordedBy);
  return createHash('sha256').update(scratch.subarray(0, length)).digest();
}

function text(value: string): void {
  const bytes = scratch.write(value, length + 4, 'utf8');
  length = scratch.writeUInt32BE(bytes, length) + bytes;
}

/** A whole number in eight bytes, two's complement. Numbers beyond 2^53 are no honest ones and only have to differ. */
function number(value: number): void {
  const high = Math.floor(value / 2 ** 32);
  if (high >= -(2 ** 31) && high < 2 ** 31) {
    length = scratch.writeInt32BE(high, length);
    length = scratch.writeUInt32BE(value - high * 2 ** 32, length);
  } else {
    length = scratch.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)), length);
  }
}
