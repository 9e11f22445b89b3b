import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { type Actor, covers, scopesOf } from '../../../platform/identity/actor';
import { openingErrors } from '../errors';
import { type OpeningImport, OpeningRepository, type OpeningRow } from '../persistence/opening.repository';

/** Shows imports of old hours and their rows to those who may decide about them. */
@Injectable()
export class BrowseOpenings {
  constructor(private readonly openings: OpeningRepository) {}

  /** Newest first. @throws CURSOR_INVALID */
  async list(actor: Actor, query: PageQuery): Promise<Page<OpeningImport>> {
    const limit = limitOf(query);
    const beforeId = decodeCursor(query, 1)?.[0];
    const scopes = scopesOf(actor, 'ledger.open');
    const rows = await this.openings.list(scopes, beforeId === undefined ? null : String(beforeId), limit + 1);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  /** The rows of one import, as in the file. @throws OPENING_UNKNOWN, CURSOR_INVALID */
  async rows(actor: Actor, id: string, query: PageQuery): Promise<Page<OpeningRow>> {
    const path = await this.openings.pathOf(id);
    // Who may not see it learns no more than who asks for one that does not exist.
    if (path === null || !covers(actor, 'ledger.open', path)) {
      throw openingErrors.refuse('OPENING_UNKNOWN');
    }
    const limit = limitOf(query);
    const afterRow = Number(decodeCursor(query, 1)?.[0] ?? 0);
    const rows = await this.openings.rows(id, Number.isSafeInteger(afterRow) ? afterRow : 0, limit + 1);
    return pageOf(
      rows,
      limit,
      ({ rowNumber }) => [rowNumber],
      (row) => row,
    );
  }
}
