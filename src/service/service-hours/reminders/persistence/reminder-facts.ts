import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';

/** A shift that ends about now and in which somebody is still checked in. */
export interface EndingShift {
  readonly shiftId: string;
  readonly title: string;
  readonly divisionPath: string;
  readonly startsAt: Date;
  /** Planned or extended end. */
  readonly endsAt: Date;
}

export interface AutoClosedRecord {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly title: string;
  readonly creditedMinutes: number;
  readonly computedAt: Date;
}

/** Reads who has to be reminded of something. */
@Injectable()
export class ReminderFacts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Shifts whose end lies in [from, until]; an extension may move it, so planned ends are searched a day back. */
  async endingShifts(from: Date, until: Date): Promise<readonly EndingShift[]> {
    return this.unitOfWork.read<EndingShift>(
      `select s.id as "shiftId", a.title, d.path as "divisionPath", s.starts_at as "startsAt",
         greatest(s.ends_at, s.extended_to) as "endsAt"
       from shift s join activity a on a.id = s.activity_id join division d on d.id = a.division_id
       where s.status = 'SCHEDULED' and s.ends_at between $1::timestamptz - interval '1 day' and $2
         and greatest(s.ends_at, s.extended_to) between $1 and $2
         and exists (select 1 from attendance t where t.shift_id = s.id and t.state = 'IN')
       order by s.ends_at, s.id limit 2000`,
      [from, until],
    );
  }

  /** Who is checked in to a shift and has not been told that much yet. */
  async untold(tx: Transaction, shiftId: string, kind: string, subjectKey: string): Promise<readonly string[]> {
    const rows = await tx.query<{ volunteerId: string }>(
      `select t.volunteer_id as "volunteerId" from attendance t
       where t.shift_id = $1 and t.state = 'IN' and not exists (
         select 1 from notice n where n.volunteer_id = t.volunteer_id and n.kind = $2 and n.subject_key = $3)
       order by t.volunteer_id`,
      [shiftId, kind, subjectKey],
    );
    return rows.map(({ volunteerId }) => volunteerId);
  }

  /** Records with a missing check-out that their people have not been told about; oldest first. */
  async autoClosed(computedAfter: Date, limit: number): Promise<readonly AutoClosedRecord[]> {
    return this.unitOfWork.read<AutoClosedRecord>(
      `select r.id as "recordId", r.volunteer_id as "volunteerId", r.shift_id as "shiftId", r.activity_title as title,
         r.credited_minutes as "creditedMinutes", r.computed_at as "computedAt"
       from service_record r
       where r.status in ('UNDER_REVIEW', 'PUBLICITY') and 'AUTO_CLOSED' = any (r.flags) and r.proposed_out_at is null
         and r.served_on >= ($1::timestamptz - interval '3 days')::date and r.computed_at > $1 and not exists (
           select 1 from notice n
           where n.volunteer_id = r.volunteer_id and n.kind = 'AUTO_CLOSED' and n.subject_key = r.id::text)
       order by r.computed_at, r.id limit $2`,
      [computedAfter, limit],
    );
  }
}
