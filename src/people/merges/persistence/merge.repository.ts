import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import { mergeErrors } from '../errors';

export type MergeStatus = 'PROPOSED' | 'APPROVED' | 'REJECTED';

export interface Merge {
  readonly id: string;
  readonly mergedVolunteerId: string;
  readonly mergedVolunteerNo: string;
  readonly mergedPath: string;
  readonly survivingVolunteerId: string;
  readonly survivingVolunteerNo: string;
  readonly survivingPath: string;
  /** The two are registered with different ID numbers: both persons have to agree. */
  readonly areDifferent: boolean;
  readonly reason: string;
  readonly consentChannel: 'PAPER' | 'ASSISTED';
  readonly consentReference: string;
  readonly status: MergeStatus;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

export type NewMerge = Pick<
  Merge,
  'id' | 'mergedVolunteerId' | 'survivingVolunteerId' | 'reason' | 'consentChannel' | 'consentReference'
> & { readonly proposedBy: string; readonly proposedAt: Date };

const columns = `m.id, m.merged_volunteer_id as "mergedVolunteerId", a.volunteer_no as "mergedVolunteerNo",
  a.division_path as "mergedPath", m.surviving_volunteer_id as "survivingVolunteerId",
  b.volunteer_no as "survivingVolunteerNo", b.division_path as "survivingPath",
  coalesce(a.id_number_index <> b.id_number_index, true) as "areDifferent", m.reason,
  m.consent_channel as "consentChannel", m.consent_reference as "consentReference", m.status,
  m.proposed_by as "proposedBy", m.proposed_at as "proposedAt", m.decided_by as "decidedBy",
  m.decided_at as "decidedAt", m.decision_reason as "decisionReason"`;
const tables = `volunteer_merge m join volunteer a on a.id = m.merged_volunteer_id
  join volunteer b on b.id = m.surviving_volunteer_id`;

/** Keeps proposals to merge and what became of them. */
@Injectable()
export class MergeRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws MERGE_PENDING, also where another clerk was faster by a moment. */
  async insert(tx: Transaction, merge: NewMerge): Promise<void> {
    const { mergedVolunteerId, survivingVolunteerId } = merge;
    const waiting = await tx.query(
      `select 1 from volunteer_merge where status = 'PROPOSED'
         and (merged_volunteer_id = any($1::uuid[]) or surviving_volunteer_id = $2)`,
      [[mergedVolunteerId, survivingVolunteerId], mergedVolunteerId],
    );
    if (waiting.length > 0) throw mergeErrors.refuse('MERGE_PENDING');
    try {
      await tx.query(
        `insert into volunteer_merge (id, merged_volunteer_id, surviving_volunteer_id, reason, consent_channel,
           consent_reference, status, proposed_by, proposed_at)
         values ($1, $2, $3, $4, $5, $6, 'PROPOSED', $7, $8)`,
        [
          merge.id,
          mergedVolunteerId,
          survivingVolunteerId,
          merge.reason,
          merge.consentChannel,
          merge.consentReference,
          merge.proposedBy,
          merge.proposedAt,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'volunteer_merge_open') throw mergeErrors.refuse('MERGE_PENDING');
      throw error;
    }
  }

  /** The merge, held until the end of the transaction, or null. */
  async hold(tx: Transaction, id: string): Promise<Merge | null> {
    const [found] = await tx.query<Merge>(`select ${columns} from ${tables} where m.id = $1 for update of m`, [id]);
    return found ?? null;
  }

  async decide(
    tx: Transaction,
    id: string,
    decision: { status: 'APPROVED' | 'REJECTED'; by: string; at: Date; reason: string | null },
  ): Promise<void> {
    await tx.query(
      'update volunteer_merge set status = $2, decided_by = $3, decided_at = $4, decision_reason = $5 where id = $1',
      [id, decision.status, decision.by, decision.at, decision.reason],
    );
  }

  /** Merges whose two people are both below one of the paths, newest first. */
  async list(
    scopes: readonly string[],
    status: MergeStatus | null,
    beforeId: string | null,
    limit: number,
  ): Promise<readonly Merge[]> {
    return this.unitOfWork.read<Merge>(
      `select ${columns} from ${tables}
       where exists (select 1 from unnest($1::text[]) s (path) where starts_with(a.division_path, s.path))
         and exists (select 1 from unnest($1::text[]) s (path) where starts_with(b.division_path, s.path))
         and ($2::text is null or m.status = $2) and ($3::uuid is null or m.id < $3) order by m.id desc limit $4`,
      [scopes, status, beforeId, limit],
    );
  }

  /** Those that wait for one person's own answer or for the other's, newest first. */
  async ofPerson(volunteerId: string): Promise<readonly Merge[]> {
    return this.unitOfWork.read<Merge>(
      `select ${columns} from ${tables}
       where m.status = 'PROPOSED' and $1 in (m.merged_volunteer_id, m.surviving_volunteer_id) order by m.id desc`,
      [volunteerId],
    );
  }

  /** Whether the volunteer heads a division today or later, or leads a team. */
  async holdsOffice(tx: Transaction, volunteerId: string, today: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from head_appointment where volunteer_id = $1 and (valid_to is null or valid_to > $2::date)
       union all select 1 from team where leader_volunteer_id = $1 and status = 'ACTIVE' limit 1`,
      [volunteerId, today],
    );
    return rows.length > 0;
  }

  /** Whether something is under way that would still give the volunteer minutes. */
  async hasOpenBusiness(tx: Transaction, volunteerId: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from signup g join shift s on s.id = g.shift_id
       where g.volunteer_id = $1 and g.status in ('CONFIRMED', 'WAITLISTED') and s.status = 'SCHEDULED'
       union all
       -- with a sign-up or without: a roll call takes whoever has come
       select 1 from punch p join shift s on s.id = p.shift_id
       where p.volunteer_id = $1 and s.status in ('SCHEDULED', 'CLOSED')
         and not exists (select 1 from service_record r where r.volunteer_id = $1 and r.shift_id = s.id)
       union all
       select 1 from punch_claim c
       where c.volunteer_id = $1 and not exists (
         select 1 from punch_claim_decision d where d.volunteer_id = c.volunteer_id and d.punch_id = c.punch_id)
       union all
       select 1 from service_record
       where volunteer_id = $1 and status in ('COMPUTED', 'UNDER_REVIEW', 'PUBLICITY') limit 1`,
      [volunteerId],
    );
    return rows.length > 0;
  }
}
