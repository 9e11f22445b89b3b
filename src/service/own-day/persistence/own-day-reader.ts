import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { CheckInMode, ShiftStatus } from '../../activities';

/** One's own shift with everything that is known of it. */
export interface OwnShiftRow {
  readonly shiftId: string;
  readonly activityId: string;
  readonly title: string;
  readonly placeName: string;
  readonly teamName: string;
  readonly divisionPath: string;
  readonly signupId: string | null;
  readonly positionName: string | null;
  readonly isWaitlisted: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly shiftStatus: ShiftStatus;
  readonly checkInModes: readonly CheckInMode[];
  readonly attendance: 'IN' | 'OUT' | null;
  readonly checkedInAt: Date | null;
  readonly checkedOutAt: Date | null;
  readonly recordId: string | null;
  readonly creditedMinutes: number | null;
  readonly isAutoClosed: boolean;
}

export interface OwnDuties {
  readonly inPublicity: number;
  readonly waitingTransfers: number;
  readonly unreadNotices: number;
}

/** Reads what today is for one person. */
@Injectable()
export class OwnDayReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Shifts signed up for or attended that touch the span, and the first one after it, in order. */
  async shifts(volunteerId: string, from: Date, until: Date): Promise<readonly OwnShiftRow[]> {
    return this.unitOfWork.read<OwnShiftRow>(
      `with own as (
         select u.shift_id from signup u where u.volunteer_id = $1 and u.status in ('CONFIRMED', 'WAITLISTED')
         union select a.shift_id from attendance a where a.volunteer_id = $1),
       touching as (
         select s.id from own join shift s on s.id = own.shift_id
         where s.status <> 'CANCELLED' and s.starts_at < $3 and coalesce(s.extended_to, s.ends_at) > $2),
       coming as (
         select s.id from own join shift s on s.id = own.shift_id
         where s.status = 'SCHEDULED' and s.starts_at >= $3 order by s.starts_at, s.id limit 1)
       select s.id as "shiftId", a.id as "activityId", a.title, a.place_name as "placeName", t.name as "teamName",
         d.path as "divisionPath", u.id as "signupId", p.name as "positionName",
         coalesce(u.status = 'WAITLISTED', false) as "isWaitlisted", s.starts_at as "startsAt",
         coalesce(s.extended_to, s.ends_at) as "endsAt", s.status as "shiftStatus", a.check_in_modes as "checkInModes",
         h.state as attendance, h.checked_in_at as "checkedInAt", h.checked_out_at as "checkedOutAt",
         r.id as "recordId", r.credited_minutes + r.granted_minutes as "creditedMinutes",
         coalesce('AUTO_CLOSED' = any (r.flags), false) as "isAutoClosed"
       from (select id from touching union all select id from coming) c
       join shift s on s.id = c.id join activity a on a.id = s.activity_id and a.status <> 'CANCELLED'
       join team t on t.id = a.team_id join division d on d.id = a.division_id
       left join signup u on u.shift_id = s.id and u.volunteer_id = $1 and u.status in ('CONFIRMED', 'WAITLISTED')
       left join position p on p.id = u.position_id
       left join attendance h on h.shift_id = s.id and h.volunteer_id = $1
       left join service_record r on r.shift_id = s.id and r.volunteer_id = $1
         and r.status not in ('REJECTED', 'REVERSED')
       order by s.starts_at, s.id limit 50`,
      [volunteerId, from, until],
    );
  }

  /** What waits for the person, as counts. */
  async duties(volunteerId: string): Promise<OwnDuties> {
    const [duties] = await this.unitOfWork.read<OwnDuties>(
      `select (select count(*)::int from service_record r
           where r.volunteer_id = $1 and r.status = 'PUBLICITY') as "inPublicity",
         (select count(*)::int from volunteer_transfer t
           where t.volunteer_id = $1 and t.status = 'REQUESTED') as "waitingTransfers",
         (select count(*)::int from notice n left join notice_reading g on g.volunteer_id = n.volunteer_id
           where n.volunteer_id = $1 and n.created_at > coalesce(g.read_until, '-infinity')) as "unreadNotices"`,
      [volunteerId],
    );
    return duties ?? { inPublicity: 0, waitingTransfers: 0, unreadNotices: 0 };
  }
}
