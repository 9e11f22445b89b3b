import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Runtime } from '../../foundation/config/runtime';
import { type Transaction, UnitOfWork } from '../database/unit-of-work';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { readHeader, subjectHeader } from '../../foundation/crypto/envelope';
import { type CryptoSuite, suiteNamed } from '../../foundation/crypto/suites';

const KEY_BYTES = 32;

/** Whose data a key seals, e.g. `volunteer`. */
export type SubjectKind = 'volunteer';

/** A data key in use. It never leaves the process; only its wrapped form is stored. */
export class DataKey {
  constructor(
    private readonly key: Buffer,
    private readonly suite: CryptoSuite,
  ) {}

  /** @param context where the text is stored: table, column and row id. */
  seal(text: string, context: string): Buffer {
    const header = subjectHeader(this.suite);
    const aad = Buffer.concat([header, Buffer.from(context, 'utf8')]);
    return Buffer.concat([header, this.suite.seal(this.key, Buffer.from(text, 'utf8'), aad)]);
  }

  /** @throws Error where the text was sealed by another key, changed or moved. */
  open(sealed: Buffer, context: string): string {
    const header = readHeader(sealed);
    const aad = Buffer.concat([header.bytes, Buffer.from(context, 'utf8')]);
    return header.suite.open(this.key, sealed.subarray(header.bytes.length), aad).toString('utf8');
  }
}

/** A key that was made for a new subject: `key` seals, `wrapped` is stored with the subject's row. */
export interface NewDataKey {
  readonly key: DataKey;
  readonly wrapped: Buffer;
}

/**
 * Envelope encryption: every subject has a random data key, stored only as the master key wrapped it. Whoever destroys it
 * makes all that it sealed unreadable, wherever a copy lies. A destroyed key leaves its row behind: the subject never
 * gets another one.
 */
@Injectable()
export class DataKeys {
  private readonly suite: CryptoSuite;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    runtime: Runtime,
  ) {
    this.suite = suiteNamed(runtime.config.cryptoSuite);
  }

  /** Makes a key for a subject that is about to be written; `store` keeps it. */
  make(kind: SubjectKind, id: string): NewDataKey {
    const key = randomBytes(KEY_BYTES);
    return { key: new DataKey(key, this.suite), wrapped: this.cipher.sealBytes(key, contextOf(kind, id)) };
  }

  /** Keeps the key of a new subject. A second one for the same subject fails. */
  async store(tx: Transaction, kind: SubjectKind, id: string, wrapped: Buffer): Promise<void> {
    await tx.query('insert into subject_key (subject_kind, subject_id, wrapped_key) values ($1, $2, $3)', [
      kind,
      id,
      wrapped,
    ]);
  }

  /** The key of a subject; made where there is none yet (subjects older than this table), null where it was destroyed. */
  async obtain(tx: Transaction, kind: SubjectKind, id: string): Promise<DataKey | null> {
    const fresh = this.make(kind, id);
    const made = await tx.query(
      `insert into subject_key (subject_kind, subject_id, wrapped_key) values ($1, $2, $3)
       on conflict do nothing returning 1`,
      [kind, id, fresh.wrapped],
    );
    if (made.length > 0) return fresh.key;
    return (await this.open(kind, [id], tx)).get(id) ?? null;
  }

  /** The keys of several subjects; those without one (not yet, or no longer) are left out. */
  async open(kind: SubjectKind, ids: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, DataKey>> {
    const sql = `select subject_id as id, wrapped_key as wrapped from subject_key
      where subject_kind = $1 and subject_id = any($2::uuid[]) and wrapped_key is not null`;
    const rows = tx
      ? await tx.query<{ id: string; wrapped: Buffer }>(sql, [kind, ids])
      : await this.unitOfWork.read<{ id: string; wrapped: Buffer }>(sql, [kind, ids]);
    return new Map(rows.map(({ id, wrapped }) => [id, this.unwrap(kind, id, wrapped)]));
  }

  /** Destroys the key for good. Doing it again changes nothing. */
  async destroy(tx: Transaction, kind: SubjectKind, id: string, at: Date): Promise<void> {
    await tx.query(
      `insert into subject_key (subject_kind, subject_id, wrapped_key, destroyed_at) values ($1, $2, null, $3)
       on conflict (subject_kind, subject_id)
       do update set wrapped_key = null, destroyed_at = coalesce(subject_key.destroyed_at, excluded.destroyed_at)`,
      [kind, id, at],
    );
  }

  private unwrap(kind: SubjectKind, id: string, wrapped: Buffer): DataKey {
    return new DataKey(this.cipher.openBytes(wrapped, contextOf(kind, id)), this.suite);
  }
}

/** What the wrapped key of a subject is bound to. */
export function contextOf(kind: string, id: string): string {
  return `subject_key:${kind}:${id}`;
}
