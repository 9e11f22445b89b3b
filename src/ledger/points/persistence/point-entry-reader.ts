import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { CauseKind, PostingReason } from '../../ledger';

/** An entry of points with what stands behind it. */
export interface PointEntryFacts {
  readonly seq: number;
  /** Tenths of a point, signed. */
  readonly amount: number;
  readonly reason: PostingReason;
  readonly causeKind: CauseKind;
  readonly ruleVersion: string;
  /** The first day that the points rules it names are for; null where a person and no rule gave the points. */
  readonly ruleEffectiveFrom: string | null;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  /** The entry that this one takes back. */
  readonly reversesSeq: number | null;
  /** The entry that took this one back. */
  readonly reversedBySeq: number | null;
  /** The record whose time earned it; of an entry that takes another back, the other's. */
  readonly recordId: string | null;
  readonly activityTitle: string | null;
  readonly servedOn: string | null;
  /** Minutes of the record in this entry, where it was priced by time. */
  readonly minutes: number | null;
  /** Why two people gave or took points. */
  readonly grounds: string | null;
  /** Whether it is for minutes that were granted above a cap. */
  readonly isGrant: boolean;
}

/** Reads entries of points together with the records and decisions that caused them. */
@Injectable()
export class PointEntryReader {
  /** The entry of this number in a volunteer's account of points, or undefined. */
  async at(tx: Transaction, volunteerId: string, seq: number): Promise<PointEntryFacts | undefined> {
    const [row] = await tx.query<PointEntryFacts>(
      `select e.seq::int as seq, e.amount::int as amount, e.reason, e.cause_kind as "causeKind",
         e.rule_version as "ruleVersion", p.effective_from::text as "ruleEffectiveFrom", e.effective_at as "effectiveAt",
         e.recorded_at as "recordedAt", e.reverses_seq::int as "reversesSeq", b.seq::int as "reversedBySeq",
         r.id as "recordId", r.activity_title as "activityTitle", r.served_on::text as "servedOn",
         coalesce(d.approved_minutes, r.credited_minutes) as minutes, m.grounds, d.id is not null as "isGrant"
       from ledger_entry e
       join ledger_entry o on o.volunteer_id = e.volunteer_id and o.account_kind = e.account_kind
         and o.seq = coalesce(e.reverses_seq, e.seq)
       left join ledger_entry b on b.volunteer_id = e.volunteer_id and b.account_kind = e.account_kind
         and b.reverses_seq = e.seq
       left join day_cap_decision d on o.cause_kind = 'MANUAL' and d.volunteer_id = o.volunteer_id and d.id = o.cause_id
       left join manual_posting m on o.cause_kind = 'MANUAL' and m.volunteer_id = o.volunteer_id and m.id = o.cause_id
       left join service_record r on r.volunteer_id = o.volunteer_id
         and r.id = case o.cause_kind when 'SERVICE_RECORD' then o.cause_id else d.record_id end
       left join policy p on p.kind = 'POINTS' and p.version = e.rule_version
       where e.volunteer_id = $1 and e.account_kind = 'POINT_TENTHS' and e.seq = $2::bigint limit 1`,
      [volunteerId, seq],
    );
    return row;
  }
}
