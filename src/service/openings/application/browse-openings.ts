import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, covers, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../platform/security/decisions';
import { openingErrors } from '../errors';
import { OpeningLines, type OpeningPerson, type OpeningRow } from '../persistence/opening-lines';
import { type OpeningImport, OpeningRepository } from '../persistence/opening.repository';

/** Shows imports of old hours and their rows to those who may decide about them. */
@Injectable()
export class BrowseOpenings {
  constructor(
    private readonly openings: OpeningRepository,
    private readonly lines: OpeningLines,
    private readonly guard: DecisionGuard,
  ) {}

  /** Newest first; what waits says whether the reader may decide. @throws CURSOR_INVALID */
  async list(actor: Actor, query: PageQuery): Promise<Page<OpeningImport & Standing>> {
    const limit = limitOf(query);
    const beforeId = decodeCursor(query, 1)?.[0];
    const scopes = scopesOf(actor, 'ledger.open');
    const found = await this.openings.list(scopes, beforeId === undefined ? null : String(beforeId), limit + 1);
    return pageOf(
      await this.withStandings(actor, found),
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  /** @throws OPENING_UNKNOWN */
  async one(actor: Actor, id: string): Promise<OpeningImport & Standing> {
    await this.requireReader(actor, id);
    const found = await this.openings.find(id);
    const [one] = await this.withStandings(actor, found === null ? [] : [found]);
    if (!one) throw openingErrors.refuse('OPENING_UNKNOWN');
    return one;
  }

  private async withStandings(
    actor: Actor,
    found: readonly OpeningImport[],
  ): Promise<readonly (OpeningImport & Standing)[]> {
    const waiting = found.filter(({ status }) => status === 'SUBMITTED').map(({ id }) => id);
    const concerned = await this.lines.concernedIn(waiting);
    return this.guard.withStandings(actor, found, (row) =>
      row.status === 'SUBMITTED'
        ? {
            ...{
              permission: 'ledger.open' as const,
              divisionPath: row.divisionPath,
              askedBy: row.submittedBy,
              hands: [],
            },
            ...{ concerned: concerned.get(row.id) ?? [], beganAt: row.submittedAt },
          }
        : null,
    );
  }

  /** The rows of one import, as in the file. @throws OPENING_UNKNOWN, CURSOR_INVALID */
  async rows(actor: Actor, id: string, query: PageQuery): Promise<Page<OpeningRow>> {
    await this.requireReader(actor, id);
    const limit = limitOf(query);
    const afterRow = Number(decodeCursor(query, 1)?.[0] ?? 0);
    const rows = await this.lines.rows(id, Number.isSafeInteger(afterRow) ? afterRow : 0, limit + 1);
    return pageOf(
      rows,
      limit,
      ({ rowNumber }) => [rowNumber],
      (row) => row,
    );
  }

  /** The people of one import, those with the most hours first. @throws OPENING_UNKNOWN, CURSOR_INVALID */
  async people(actor: Actor, id: string, query: PageQuery): Promise<Page<OpeningPerson>> {
    await this.requireReader(actor, id);
    const limit = limitOf(query);
    const rows = await this.lines.people(id, decodeCursor(query, 2), limit + 1);
    return pageOf(
      rows,
      limit,
      ({ minutes, volunteerId }) => [minutes, volunteerId],
      (row) => row,
    );
  }

  private async requireReader(actor: Actor, id: string): Promise<void> {
    const path = await this.openings.pathOf(id);
    // Who may not see it learns no more than who asks for one that does not exist.
    if (path === null || !covers(actor, 'ledger.open', path)) throw openingErrors.refuse('OPENING_UNKNOWN');
  }
}
