import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { ConsentPurpose } from '../domain/consent';
import type { Gender } from '../domain/id-number';
import { maskName } from '../domain/masking';
import type { VolunteerStatus } from '../domain/volunteer-status';
import { volunteerErrors } from '../../errors';

/** What the other modules may know about a volunteer. Neither ID number nor phone. */
export interface VolunteerView {
  readonly id: string;
  readonly volunteerNo: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  /** null after the volunteer closed the account. */
  readonly name: string | null;
  readonly status: VolunteerStatus;
  readonly birthDate: LocalDay | null;
  readonly gender: Gender | null;
  readonly version: number;
}

export interface DisplayName {
  readonly volunteerNo: string;
  /** null after the volunteer closed the account. */
  readonly name: string | null;
  /** 张*; for a closed account a star alone. */
  readonly maskedName: string;
  hasConsent(purpose: ConsentPurpose): boolean;
}

interface NameRow {
  readonly id: string;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly purposes: readonly ConsentPurpose[];
}

const viewColumns = `v.id, v.volunteer_no as "volunteerNo", v.division_id as "divisionId", d.path as "divisionPath",
  v.name, v.status, v.birth_date::text as "birthDate", v.gender, v.version`;

/** Answers who a volunteer is; the read port for the other modules. */
@Injectable()
export class VolunteerDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws VOLUNTEER_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<VolunteerView> {
    const [volunteer] = await this.query<VolunteerView>(
      `select ${viewColumns} from volunteer v join division d on d.id = v.division_id where v.id = $1`,
      [id],
      tx,
    );
    if (!volunteer) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: 'volunteerId' });
    return volunteer;
  }

  /**
   * The volunteer, who must be ACTIVE. Inside a transaction the person stays so until its end: who closes, suspends or merges
   * the number waits, and whoever waited for that finds it done. In the order of locks people stand behind shifts and before
   * teams.
   *
   * @throws VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE
   */
  async activeById(id: string, tx?: Transaction): Promise<VolunteerView> {
    if (tx) await this.holdStatus(tx, id);
    const volunteer = await this.byId(id, tx);
    if (volunteer.status !== 'ACTIVE') throw volunteerErrors.refuse('VOLUNTEER_NOT_ACTIVE', { field: 'volunteerId' });
    return volunteer;
  }

  /** Lets nobody else change the person's status until the end of the transaction; share locks do not wait for each other. */
  async holdStatus(tx: Transaction, id: string): Promise<void> {
    await tx.query('select 1 from volunteer where id = $1 for share', [id]);
  }

  /** Volunteers by their ids, in the order of their numbers; unknown ids are left out. */
  async byIds(ids: readonly string[], tx?: Transaction): Promise<readonly VolunteerView[]> {
    return this.query<VolunteerView>(
      `select ${viewColumns} from volunteer v join division d on d.id = v.division_id
       where v.id = any($1::uuid[]) order by v.volunteer_no`,
      [ids],
      tx,
    );
  }

  /** Volunteers by their numbers; unknown numbers are left out. */
  async byNumbers(volunteerNos: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, VolunteerView>> {
    const rows = await this.query<VolunteerView>(
      `select ${viewColumns} from volunteer v join division d on d.id = v.division_id
       where v.volunteer_no = any($1::text[])`,
      [volunteerNos],
      tx,
    );
    return new Map(rows.map((row) => [row.volunteerNo, row]));
  }

  /** The numbers that were merged into this one, over all steps, in the order of their ids. */
  async mergedInto(id: string, tx?: Transaction): Promise<readonly { id: string; volunteerNo: string }[]> {
    return this.query(
      `with recursive merged (id) as (
         select l.merged_volunteer_id from volunteer_link l where l.surviving_volunteer_id = $1
         union
         select l.merged_volunteer_id from merged m join volunteer_link l on l.surviving_volunteer_id = m.id)
       select v.id, v.volunteer_no as "volunteerNo" from merged m join volunteer v on v.id = m.id order by v.id`,
      [id],
      tx,
    );
  }

  /** Names and consents of several volunteers, of merged numbers those of the surviving one; unknown ids are left out. */
  async displayNames(ids: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, DisplayName>> {
    const rows = await this.query<NameRow>(
      `select v.id, v.volunteer_no as "volunteerNo", s.name, array(
         select c.purpose from consent c where c.volunteer_id = s.id and c.withdrawn_at is null) as purposes
       from volunteer v
       join volunteer s on s.id = case when v.status = 'CLOSED' then surviving_volunteer(v.id) else v.id end
       where v.id = any($1::uuid[])`,
      [ids],
      tx,
    );
    return new Map(rows.map((row) => [row.id, displayNameOf(row)]));
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

function displayNameOf(row: NameRow): DisplayName {
  const purposes = new Set(row.purposes);
  return {
    volunteerNo: row.volunteerNo,
    name: row.name,
    maskedName: maskName(row.name ?? ''),
    hasConsent: (purpose) => purposes.has(purpose),
  };
}
