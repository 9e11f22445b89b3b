import { Injectable } from '@nestjs/common';
import type { LocalMonth } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { MonthByHand } from '../domain/manual-policy';

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
  readonly askedBy: string;
  /** Who decided, and by that posted. */
  readonly postedBy: string;
  readonly postedAt: Date;
  readonly decisionId: string;
}

/** Keeps postings by hand under the id the device made. */
@Injectable()
export class ManualPostingRepository {
  /**
   * The request under this id, or null; the volunteer is held, so that of two with one id the second finds the first. A
   * posting from before there were requests has no content that could be asked for again.
   */
  async askedHeld(
    tx: Transaction,
    volunteerId: string,
    id: string,
  ): Promise<{ readonly decisionId: string; readonly payloadHash: string } | null> {
    await this.hold(tx, volunteerId);
    const [row] = await tx.query<{ decisionId: string; payloadHash: string }>(
      `select id as "decisionId", payload ->> 'payloadHash' as "payloadHash" from decision_request
       where subject_id = $2 and kind = 'ledger.adjust' and payload ->> 'volunteerId' = $1::text
       union all
       select id, '' from manual_posting where volunteer_id = $1::uuid and id = $2 and decision_id is null limit 1`,
      [volunteerId, id],
    );
    return row ?? null;
  }

  /**
   * What was posted by hand in a local month, counting all numbers of the person and all accounts that count as one with
   * the asker. Postings by hand wait for each other, so that two see each other whoever asked.
   */
  async monthByHand(
    tx: Transaction,
    question: {
      readonly volunteerId: string;
      readonly askedBy: string;
      /** 1 or -1: which of the person's postings count. */
      readonly sign: number;
      readonly month: LocalMonth;
      readonly at: Date;
    },
  ): Promise<MonthByHand> {
    const { volunteerId, askedBy, sign, month, at } = question;
    await this.hold(tx, volunteerId);
    await this.hold(tx, 'month');
    const [row] = await tx.query<{ person: string; asker: string }>(
      `with given as materialized (
         select volunteer_id, point_tenths, coalesce(asked_by, posted_by) as asker from manual_posting
         where posted_at >= ($4 || '-01')::timestamp at time zone 'Asia/Shanghai'
           and posted_at < (($4 || '-01')::date + interval '1 month') at time zone 'Asia/Shanghai'),
       askers as materialized (
         select asker from (select distinct asker from given) a where one_person(asker, $2, $5))
       select coalesce(sum(abs(point_tenths)) filter (
           where volunteer_id = any (numbers_of($1)) and sign(point_tenths) = $3), 0) as person,
         coalesce(sum(abs(point_tenths)) filter (where asker in (select asker from askers)), 0) as asker
       from given`,
      [volunteerId, askedBy, sign, month, at],
    );
    return { personPointTenths: Number(row?.person ?? 0), askerPointTenths: Number(row?.asker ?? 0) };
  }

  /** Number and balance of the last entry of the person's points; zero where there is none. */
  async lastOf(tx: Transaction, volunteerId: string): Promise<{ readonly seq: number; readonly balance: number }> {
    const [row] = await tx.query<{ seq: string; balance: string }>(
      `select seq, balance from ledger_account where volunteer_id = $1 and kind = 'POINT_TENTHS'`,
      [volunteerId],
    );
    return { seq: Number(row?.seq ?? 0), balance: Number(row?.balance ?? 0) };
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
         asked_by, posted_by, posted_at, decision_id)
       select $1::uuid, $2::uuid, $3::bytea, $4::text, $5::bigint, $6::text, coalesce(max(a.seq), 0) + 1,
         coalesce(max(a.balance), 0) + $5::bigint, $7::text, $8::text, $9::timestamptz, $10::uuid
       from ledger_account a where a.volunteer_id = $1 and a.kind = 'POINT_TENTHS'
       returning seq, balance_after as "balanceAfter"`,
      [
        ...[posting.volunteerId, posting.id, posting.payloadHash, posting.reason, posting.pointTenths, posting.grounds],
        ...[posting.askedBy, posting.postedBy, posting.postedAt, posting.decisionId],
      ],
    );
    if (!place) throw new Error('a posting by hand was not written down');
    return { seq: Number(place.seq), balanceAfter: Number(place.balanceAfter) };
  }

  private async hold(tx: Transaction, whom: string): Promise<void> {
    // An advisory lock covers the volunteer who has no account yet, and therefore no row to hold.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('manual-posting:' || $1::text, 0))`, [whom]);
  }
}
