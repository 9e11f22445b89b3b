import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';

/** A bonus or penalty as it was given, with the answer it got. */
export interface ManualPosting {
  readonly volunteerId: string;
  readonly id: string;
  readonly payloadHash: Buffer;
  readonly reason: 'BONUS' | 'PENALTY';
  /** Signed. */
  readonly pointTenths: number;
  readonly grounds: string;
  readonly seq: number;
  readonly balanceAfter: number;
  readonly postedBy: string;
  readonly postedAt: Date;
}

/** Keeps postings by hand under the id the device made. */
@Injectable()
export class ManualPostingRepository {
  /**
   * The posting under this id, or null; the volunteer's accounts are held, so that of two with one id the second finds
   * the first.
   */
  async findHeld(tx: Transaction, volunteerId: string, id: string): Promise<ManualPosting | null> {
    // The advisory lock covers the volunteer who has no account yet, and therefore no row to hold.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('manual-posting:' || $1::text, 0))`, [volunteerId]);
    type Row = Omit<ManualPosting, 'pointTenths' | 'seq' | 'balanceAfter'> & {
      readonly pointTenths: string;
      readonly seq: string;
      readonly balanceAfter: string;
    };
    const [row] = await tx.query<Row>(
      `select volunteer_id as "volunteerId", id, payload_hash as "payloadHash", reason, point_tenths as "pointTenths",
         grounds, seq, balance_after as "balanceAfter", posted_by as "postedBy", posted_at as "postedAt"
       from manual_posting where volunteer_id = $1 and id = $2`,
      [volunteerId, id],
    );
    if (!row) return null;
    return {
      ...row,
      pointTenths: Number(row.pointTenths),
      seq: Number(row.seq),
      balanceAfter: Number(row.balanceAfter),
    };
  }

  /**
   * Writes it down before it is posted, with the place that it will have in the ledger: the account is held from here on.
   *
   * @returns that place. Of an account without entries nothing can be held; whoever posts compares.
   */
  async insert(
    tx: Transaction,
    posting: Omit<ManualPosting, 'seq' | 'balanceAfter'>,
  ): Promise<Pick<ManualPosting, 'seq' | 'balanceAfter'>> {
    await tx.query('select ledger_lock($1)', [posting.volunteerId]);
    const [place] = await tx.query<{ seq: string; balanceAfter: string }>(
      `insert into manual_posting (volunteer_id, id, payload_hash, reason, point_tenths, grounds, seq, balance_after,
         posted_by, posted_at)
       select $1::uuid, $2::uuid, $3::bytea, $4::text, $5::bigint, $6::text, coalesce(max(a.seq), 0) + 1,
         coalesce(max(a.balance), 0) + $5::bigint, $7::text, $8::timestamptz
       from ledger_account a where a.volunteer_id = $1 and a.kind = 'POINT_TENTHS'
       returning seq, balance_after as "balanceAfter"`,
      [
        posting.volunteerId,
        posting.id,
        posting.payloadHash,
        posting.reason,
        posting.pointTenths,
        posting.grounds,
        posting.postedBy,
        posting.postedAt,
      ],
    );
    if (!place) throw new Error('a posting by hand was not written down');
    return { seq: Number(place.seq), balanceAfter: Number(place.balanceAfter) };
  }
}
