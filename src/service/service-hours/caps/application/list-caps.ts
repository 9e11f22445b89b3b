import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { type Actor, decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import type { Standing } from '../../../../platform/security/decisions';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { type CapLevel, RecordStandings } from '../../records';
import { CapQueue, type CapRow } from '../persistence/cap-queue';

/** Minutes above a day cap that wait for a decision. Instants are ISO 8601. */
export interface CapItem extends Omit<CapRow, 'startsAt' | 'confirmedAt'> {
  readonly level: CapLevel;
  readonly name: string;
  readonly startsAt: string;
  readonly confirmedAt: string;
}

/** The approver's queue of a level. */
@Injectable()
export class ListCaps {
  constructor(
    private readonly queue: CapQueue,
    private readonly volunteers: VolunteerDirectory,
    private readonly standings: RecordStandings,
  ) {}

  /** @throws CURSOR_INVALID */
  async execute(actor: Actor, query: PageQuery & { readonly level: CapLevel }): Promise<Page<CapItem & Standing>> {
    const { level } = query;
    const limit = limitOf(query);
    const scopes = decidingScopesOf(actor, 'record.review');
    const rows = await this.queue.page({ level, scopes, limit, after: decodeCursor(query, 2) });
    const names = await this.volunteers.displayNames(rows.map((row) => row.volunteerId));
    const page = pageOf(
      rows,
      limit,
      (row) => [row.startsAt.toISOString(), row.recordId],
      (row) => row,
    );
    const items = await this.standings.ofThings(
      actor,
      page.items,
      () => ({ level }),
      (row) => ({
        ...capOf(row),
        level,
        name: names.get(row.volunteerId)?.name ?? '*',
        startsAt: row.startsAt.toISOString(),
        confirmedAt: row.confirmedAt.toISOString(),
      }),
    );
    return { items, next: page.next };
  }
}

/** Without what is for deciding only. */
function capOf(row: CapRow): Omit<CapRow, 'startsAt' | 'confirmedAt'> {
  const { recordId, volunteerId, activityTitle, divisionId, divisionName, servedOn, grade } = row;
  const { creditedMinutes, grantedMinutes, pendingMinutes } = row;
  return {
    ...{ recordId, volunteerId, activityTitle, divisionId, divisionName, servedOn, grade },
    ...{ creditedMinutes, grantedMinutes, pendingMinutes },
  };
}
