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

  async insert(tx: Transaction, posting: ManualPosting): Promise<void> {
    await tx.query(
      `insert into manual_posting (volunteer_id, id, payload_hash, reason, point_tenths, grounds, seq, balance_after,
         posted_by, posted_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        posting.volunteerId,
        posting.id,
        posting.payloadHash,
        posting.reason,
        posting.pointTenths,
        posting.grounds,
        posting.seq,
        posting.balanceAfter,
        posting.postedBy,
        posting.postedAt,
      ],
    );
  }
}
