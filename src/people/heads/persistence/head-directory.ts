import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { HeadRole } from '../domain/head-role';
import { headErrors } from '../errors';

/** An appointment with the place it belongs to. */
export interface HeadAppointmentView {
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly role: HeadRole;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly divisionPath: string;
  readonly communityId: string;
  readonly communityName: string;
  readonly validFrom: LocalDay;
  /** The first day without the office; null while it is open-ended. */
  readonly validTo: LocalDay | null;
  readonly isPaid: boolean;
  readonly source: string;
  readonly endedReason: string | null;
  readonly version: number;
}

export const headColumns = `a.id as "appointmentId", a.volunteer_id as "volunteerId", a.role,
  a.division_id as "divisionId", d.name as "divisionName", d.path as "divisionPath", c.id as "communityId",
  c.name as "communityName", a.valid_from::text as "validFrom", a.valid_to::text as "validTo", a.is_paid as "isPaid",
  a.source, a.ended_reason as "endedReason", a.version`;

/** Every headed division lies in a community: the tree has no shortcuts. */
export const headTables = `head_appointment a join division d on d.id = a.division_id
  join division c on c.kind = 'COMMUNITY' and d.path like c.path || '%'`;

/** Answers who heads what and when; the read port for the other modules. */
@Injectable()
export class HeadDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws APPOINTMENT_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<HeadAppointmentView> {
    const [view] = await this.query<HeadAppointmentView>(
      `select ${headColumns} from ${headTables} where a.id = $1`,
      [id],
      tx,
    );
    if (!view) throw headErrors.refuse('APPOINTMENT_UNKNOWN');
    return view;
  }

  /** Those of these appointments that there are. */
  async byIds(ids: readonly string[]): Promise<readonly HeadAppointmentView[]> {
    if (ids.length === 0) return [];
    const sql = `select ${headColumns} from ${headTables} where a.id = any ($1::uuid[])`;
    return this.query<HeadAppointmentView>(sql, [ids]);
  }

  /**
   * The appointments inside a subtree with at least one day in [fromDay, toDay), in the order of the tree. A person
   * with two appointments stands here twice.
   */
  async appointmentsIn(
    scopePath: string,
    roles: readonly HeadRole[],
    fromDay: LocalDay,
    toDay: LocalDay,
    tx?: Transaction,
  ): Promise<readonly HeadAppointmentView[]> {
    return this.query<HeadAppointmentView>(
      `select ${headColumns} from ${headTables}
       where d.path like $1 || '%' and a.role = any($2::text[])
         and daterange(a.valid_from, a.valid_to, '[)') && daterange($3::date, $4::date, '[)')
       order by c.sort_order, c.code, length(d.path), d.path, a.valid_from, a.id`,
      [scopePath, roles, fromDay, toDay],
      tx,
    );
  }

  /** The appointments of one volunteer, newest first. */
  async ofVolunteer(volunteerId: string, tx?: Transaction): Promise<readonly HeadAppointmentView[]> {
    return this.query<HeadAppointmentView>(
      `select ${headColumns} from ${headTables} where a.volunteer_id = $1 order by a.valid_from desc, a.id desc`,
      [volunteerId],
      tx,
    );
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
