import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import type { Standing } from '../../../../platform/security/decisions';
import { DivisionDirectory } from '../../../../place/divisions';
import { VolunteerDirectory } from '../../../../people/volunteers';
import type { CompletionState } from '../domain/completion-clock';
import { type UnfinishedRecord, UnfinishedRecords } from '../persistence/unfinished-records';
import { CompletionClocks } from './completion-clocks';
import { RecordStandings } from '../../records';

export interface UnfinishedQuery extends PageQuery {
  /** DUE_SOON lists overdue ones, too. */
  readonly state: 'DUE_SOON' | 'OVERDUE';
  readonly divisionId?: string;
}

export interface UnfinishedItem extends UnfinishedRecord {
  readonly name: string;
  readonly state: CompletionState;
  readonly dueOn: string | null;
}

/** The list of records that run out of their ten working days, for the street and the communities. */
@Injectable()
export class ListUnfinished {
  constructor(
    private readonly records: UnfinishedRecords,
    private readonly clocks: CompletionClocks,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly standings: RecordStandings,
  ) {}

  /** @throws DIVISION_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID, POLICY_MISSING, CALENDAR_YEAR_MISSING */
  async page(actor: Actor, query: UnfinishedQuery): Promise<Page<UnfinishedItem & Standing>> {
    const scopes = await this.scopesFor(actor, query.divisionId);
    const clock = await this.clocks.at(scopes[0] ?? '/');
    const limit = limitOf(query);
    const endedUntil = clock.lastDayIn(query.state);
    const rows = await this.records.page({ scopes, endedUntil, after: decodeCursor(query, 2), limit });
    const names = await this.volunteers.displayNames(rows.map((row) => row.volunteerId));
    const page = pageOf(
      rows,
      limit,
      (row) => [row.servedOn, row.recordId],
      (row) => {
        const completion = clock.of(row.endedOn);
        const name = names.get(row.volunteerId)?.name ?? '*';
        return { ...row, name, state: completion?.state ?? 'ON_TIME', dueOn: completion?.dueOn ?? null };
      },
    );
    return { items: await this.standings.ofNamed(actor, page.items), next: page.next };
  }

  private async scopesFor(actor: Actor, divisionId: string | undefined): Promise<readonly string[]> {
    if (divisionId === undefined) return scopesOf(actor, 'record.read');
    const { path } = await this.divisions.byId(divisionId);
    requireScope(actor, 'record.read', path);
    return [path];
  }
}
