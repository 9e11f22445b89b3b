import { copyBytes, type Hash, HASH_BYTES, sha256Text } from './sha256';

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

const DOMAIN = Buffer.from('volunteer-ledger/entry/1', 'utf8');
const DOMAIN_BYTES = 4 + DOMAIN.length;
/** Before the fields is room for the domain and a previous hash, so that fields are written once and hashed in place. */
const FIELDS_AT = DOMAIN_BYTES + 4 + HASH_BYTES;
const ID_BYTES = 16;

/**
 * What the hash of an entry is made of, in the order of docs/ledger.md: the domain, the previous hash (empty for the first
 * entry of an account) and every field. Texts are UTF-8 behind their length in four bytes, numbers eight bytes big-endian,
 * ids sixteen; a reversed number is 01 and its eight bytes, or 00.
 *
 * The first byte hashed is the 00 of the domain's length, and a node's is 01: the hash of an entry is therefore a leaf
 * hash of RFC 6962, and the entry needs no second one to stand in a Merkle tree.
 *
 * One content is used for one entry after the other: `clear`, the fields in their order, `digestBehind`.
 */
export class EntryContent {
  private bytes = Buffer.alloc(4_096);
  /** By length and start: a new view for every hash would keep the collector busy. */
  private readonly views = new Map<number, Buffer>();
  private end = FIELDS_AT;

  clear(): void {
    this.end = FIELDS_AT;
  }

  /** Bytes as they are: an id, or a number that is eight bytes already. */
  raw(source: Buffer, at: number, count: number): void {
    this.makeRoom(count);
    copyBytes(source, at, count, this.bytes, this.end);
    this.end += count;
  }

  /** A text that is UTF-8 already. */
  utf8(source: Buffer, at: number, count: number): void {
    this.makeRoom(4 + count);
    this.end = this.bytes.writeUInt32BE(count, this.end);
    copyBytes(source, at, count, this.bytes, this.end);
    this.end += count;
  }

  text(value: string): void {
    this.makeRoom(4 + 3 * value.length);
    const count = this.bytes.write(value, this.end + 4, 'utf8');
    this.end = this.bytes.writeUInt32BE(count, this.end) + count;
  }

  byte(value: number): void {
    this.makeRoom(1);
    this.bytes[this.end] = value;
    this.end += 1;
  }

  /** A whole number in eight bytes, two's complement. Numbers beyond 2^53 are no honest ones and only have to differ. */
  number(value: number): void {
    this.bigint(BigInt.asIntN(64, BigInt(value)));
  }

  bigint(value: bigint): void {
    this.makeRoom(8);
    this.end = this.bytes.writeBigInt64BE(value, this.end);
  }

  /** A number of the two halves of its eight bytes. */
  halves(high: number, low: number): void {
    this.makeRoom(8);
    const { bytes, end } = this;
    for (let shift = 24; shift >= 0; shift -= 8) {
      bytes[end + 3 - shift / 8] = high >>> shift;
      bytes[end + 7 - shift / 8] = low >>> shift;
    }
    this.end += 8;
  }

  /** The hash of what was written, as `sha256Text`. @param at where the previous hash stands; -1 for the first entry. */
  digestBehind(previous: Buffer, at: number): string {
    const hasPrevious = at >= 0;
    const start = FIELDS_AT - DOMAIN_BYTES - 4 - (hasPrevious ? HASH_BYTES : 0);
    this.writeDomain(start, hasPrevious ? HASH_BYTES : 0);
    if (hasPrevious) copyBytes(previous, at, HASH_BYTES, this.bytes, FIELDS_AT - HASH_BYTES);
    return sha256Text(this.view(start));
  }

  private view(start: number): Buffer {
    const name = this.end * FIELDS_AT + start;
    let view = this.views.get(name);
    if (!view) this.views.set(name, (view = this.bytes.subarray(start, this.end)));
    return view;
  }

  private writeDomain(start: number, previousBytes: number): void {
    const { bytes } = this;
    bytes[start] = bytes[start + 1] = bytes[start + 2] = 0;
    bytes[start + 3] = DOMAIN.length;
    copyBytes(DOMAIN, 0, DOMAIN.length, bytes, start + 4);
    const at = start + DOMAIN_BYTES;
    bytes[at] = bytes[at + 1] = bytes[at + 2] = 0;
    bytes[at + 3] = previousBytes;
  }

  private makeRoom(count: number): void {
    if (this.end + count <= this.bytes.length) return;
    this.bytes = Buffer.concat([this.bytes], 2 * (this.end + count));
    this.views.clear();
  }
}

/** Writes the fields of an entry into a content, in place of what was there. */
export function writeEntry(content: EntryContent, entry: EntryFields): void {
  content.clear();
  content.raw(entry.volunteerId, 0, ID_BYTES);
  content.text(entry.accountKind);
  content.number(entry.seq);
  content.raw(entry.entryId, 0, ID_BYTES);
  content.number(entry.amount);
  content.number(entry.balanceAfter);
  content.raw(entry.issuerDivisionId, 0, ID_BYTES);
  content.text(entry.reason);
  content.text(entry.causeKind);
  content.raw(entry.causeId, 0, ID_BYTES);
  content.byte(entry.reversesSeq === null ? 0 : 1);
  if (entry.reversesSeq !== null) content.number(entry.reversesSeq);
  content.text(entry.ruleVersion);
  content.bigint(entry.effectiveAtUs);
  content.bigint(entry.recordedAtUs);
  content.text(entry.recordedBy);
}

const own = new EntryContent();

/** The hash of a ledger entry, the same as the database function ledger_entry_hash makes. */
export function entryHash(previous: Hash, entry: EntryFields): Hash {
  writeEntry(own, entry);
  return Buffer.from(own.digestBehind(previous, previous.length === HASH_BYTES ? 0 : -1), 'latin1');
}
