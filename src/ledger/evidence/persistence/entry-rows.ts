import { type AuditedEntry, uuidText } from '../domain/account-audit';
import { EntryContent, type EntryFields } from '../domain/entry-hash';
import { HASH_BYTES } from '../domain/sha256';
import {
  type BinaryRow,
  bytesAt,
  EPOCH_OFFSET_US,
  int32At,
  isNullAt,
  microsecondsAt,
  numberAt,
  textAt,
} from './binary-rows';

/** The columns of an entry in the order in which its hash takes them, and the hash. */
export const entryColumns = [
  ...['volunteer_id', 'account_kind', 'seq', 'entry_id', 'amount', 'balance_after', 'issuer_division_id', 'reason'],
  ...['cause_kind', 'cause_id', 'reverses_seq', 'rule_version', 'effective_at', 'recorded_at', 'recorded_by', 'hash'],
];

const VOLUNTEER = 0;
const KIND = 1;
const SEQ = 2;
const AMOUNT = 4;
const BALANCE_AFTER = 5;
const REVERSES_SEQ = 10;
const EFFECTIVE_AT = 12;
const RECORDED_AT = 13;
const HASH = 15;
/** How each column stands in what is hashed. */
const TEXTS = new Set([KIND, 7, 8, 11, 14]);
const TIMES = new Set([EFFECTIVE_AT, RECORDED_AT]);

type Form = 'RAW' | 'TEXT' | 'TIME' | 'OPTIONAL';
const FORMS: readonly Form[] = entryColumns.slice(0, HASH).map((_, column) => {
  if (TEXTS.has(column)) return 'TEXT';
  if (TIMES.has(column)) return 'TIME';
  return column === REVERSES_SEQ ? 'OPTIONAL' : 'RAW';
});

const OFFSET_HIGH = Number(EPOCH_OFFSET_US >> 32n);
const OFFSET_LOW = Number(EPOCH_OFFSET_US & 0xffff_ffffn);

/**
 * The entry of a row as the audit looks at it, without an object, a text or a buffer per field: what the database sends is
 * nearly what is hashed, so the bytes are only put together anew. One object for one row after the other.
 */
export class EntryRow implements AuditedEntry {
  seq = 0;
  amount = 0;
  balanceAfter = 0;
  reversesSeq: number | null = null;
  readonly content = new EntryContent();
  bytes: Buffer = Buffer.alloc(0);
  hashAt = 0;
  /** Volunteer and kind of the entry before, as bytes. */
  private account: Buffer = Buffer.alloc(0);

  /** @returns `volunteer/kind` where another account begins with this row, or else null. */
  take(row: BinaryRow): string | null {
    this.seq = numberAt(row, SEQ);
    this.amount = numberAt(row, AMOUNT);
    this.balanceAfter = numberAt(row, BALANCE_AFTER);
    this.reversesSeq = isNullAt(row, REVERSES_SEQ) ? null : numberAt(row, REVERSES_SEQ);
    this.takeHash(row);
    this.takeContent(row);
    if (this.isOfSameAccount(row)) return null;
    this.account = Buffer.concat([bytesAt(row, VOLUNTEER), bytesAt(row, KIND)]);
    return `${uuidText(bytesAt(row, VOLUNTEER))}/${textAt(row, KIND)}`;
  }

  private takeContent(row: BinaryRow): void {
    const { content } = this;
    const { bytes, starts, lengths } = row;
    content.clear();
    for (let column = 0; column < HASH; column += 1) {
      const start = starts[column] ?? 0;
      const length = Math.max(0, lengths[column] ?? 0);
      switch (FORMS[column]) {
        case 'TEXT':
          content.utf8(bytes, start, length);
          break;
        case 'TIME':
          time(content, bytes, start);
          break;
        case 'OPTIONAL':
          content.byte(length === 0 ? 0 : 1);
          content.raw(bytes, start, length);
          break;
        default:
          content.raw(bytes, start, length);
      }
    }
  }

  private takeHash(row: BinaryRow): void {
    this.bytes = row.bytes;
    this.hashAt = row.starts[HASH] ?? 0;
    if (row.lengths[HASH] === HASH_BYTES) return;
    this.bytes = Buffer.concat([bytesAt(row, HASH)], HASH_BYTES);
    this.hashAt = 0;
  }

  private isOfSameAccount({ bytes, starts, lengths }: BinaryRow): boolean {
    const { account } = this;
    const [volunteerAt, kindAt] = [starts[VOLUNTEER] ?? 0, starts[KIND] ?? 0];
    const idBytes = lengths[VOLUNTEER] ?? 0;
    if (account.length !== idBytes + (lengths[KIND] ?? 0)) return false;
    // From the end, because neighbours often differ in the kind only.
    for (let index = account.length - 1; index >= 0; index -= 1) {
      const at = index < idBytes ? volunteerAt + index : kindAt + index - idBytes;
      if (account[index] !== bytes[at]) return false;
    }
    return true;
  }
}

/** Microseconds since 2000 in eight bytes become those since 1970. */
function time(content: EntryContent, bytes: Buffer, at: number): void {
  const low = (int32At(bytes, at + 4) >>> 0) + OFFSET_LOW;
  content.halves(int32At(bytes, at) + OFFSET_HIGH + (low > 0xffff_ffff ? 1 : 0), low);
}

/** The fields of a row as values, for whoever writes them down. Buffers are valid until the next row. */
export function entryFieldsOf(row: BinaryRow): EntryFields {
  return {
    volunteerId: bytesAt(row, VOLUNTEER),
    accountKind: textAt(row, KIND),
    seq: numberAt(row, SEQ),
    entryId: bytesAt(row, 3),
    amount: numberAt(row, AMOUNT),
    balanceAfter: numberAt(row, BALANCE_AFTER),
    issuerDivisionId: bytesAt(row, 6),
    reason: textAt(row, 7),
    causeKind: textAt(row, 8),
    causeId: bytesAt(row, 9),
    reversesSeq: isNullAt(row, REVERSES_SEQ) ? null : numberAt(row, REVERSES_SEQ),
    ruleVersion: textAt(row, 11),
    effectiveAtUs: microsecondsAt(row, EFFECTIVE_AT),
    recordedAtUs: microsecondsAt(row, RECORDED_AT),
    recordedBy: textAt(row, 14),
  };
}

export function entryHashOf(row: BinaryRow): Buffer {
  return bytesAt(row, HASH);
}
