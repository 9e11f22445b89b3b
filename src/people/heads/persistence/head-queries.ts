import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import { VolunteerDirectory } from '../../volunteers';
import type { HeadRole } from '../domain/head-role';
import { headColumns, headTables, type HeadAppointmentView } from './head-directory';

export interface HeadFilter extends PageQuery {
  readonly divisionId?: string;
  readonly role?: HeadRole;
  /** Only who is in office on this day; default: today. */
  readonly onDay?: LocalDay;
}

export interface HeadListItem extends HeadAppointmentView {
  readonly volunteerNo: string;
  readonly name: string | null;
}

/** The list of heads for staff. */
@Injectable()
export class HeadQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly clock: Clock,
  ) {}

  /** The heads in office inside the actor's scope, in path order. @throws DIVISION_UNKNOWN, SCOPE_FOREIGN */
  async page(actor: Actor, filter: HeadFilter): Promise<Page<HeadListItem>> {
    const division = filter.divisionId === undefined ? null : await this.divisions.byId(filter.divisionId);
    if (division) requireScope(actor, 'volunteer.read', division.path);
    const limit = limitOf(filter);
    const after = decodeCursor(filter, 2);
    const rows = await this.unitOfWork.read<HeadAppointmentView>(
      `select ${headColumns} from ${headTables}
       where d.path like any($1::text[]) and d.path like $2 and ($3::text is null or a.role = $3)
         and daterange(a.valid_from, a.valid_to, '[)') @> $4::date
         and ($5::text is null or (d.path, a.id) > ($5, $6::uuid))
       order by d.path, a.id limit $7`,
      [
        scopesOf(actor, 'volunteer.read').map((scope) => `${scope}%`),
        `${division?.path ?? '/'}%`,
        filter.role ?? null,
        filter.onDay ?? localDayOf(this.clock.nowMs()),
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return this.named(rows, limit, (row) => [row.divisionPath, row.appointmentId]);
  }

  /** Every term of one volunteer, the latest first, to staff of their place. @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN */
  async ofVolunteer(actor: Actor, volunteerId: string, query: PageQuery): Promise<Page<HeadListItem>> {
    requireScope(actor, 'volunteer.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    const limit = limitOf(query);
    const after = decodeCursor(query, 2);
    const rows = await this.unitOfWork.read<HeadAppointmentView>(
      `select ${headColumns} from ${headTables}
       where a.volunteer_id = $1 and ($2::date is null or (a.valid_from, a.id) < ($2, $3::uuid))
       order by a.valid_from desc, a.id desc limit $4`,
      [volunteerId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return this.named(rows, limit, (row) => [row.validFrom, row.appointmentId]);
  }

  private async named(
    rows: readonly HeadAppointmentView[],
    limit: number,
    keyOf: (row: HeadAppointmentView) => readonly string[],
  ): Promise<Page<HeadListItem>> {
    const names = await this.volunteers.displayNames(rows.map((row) => row.volunteerId));
    return pageOf(rows, limit, keyOf, (row) => ({
      ...row,
      volunteerNo: names.get(row.volunteerId)?.volunteerNo ?? '',
      name: names.get(row.volunteerId)?.name ?? null,
    }));
  }
}
