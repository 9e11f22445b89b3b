import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/identity/access';
import { type Actor, decidingScopesOf } from '../../../platform/identity/actor';
import { VolunteerDirectory } from '../../volunteers';
import { type Transfer, TransferRepository } from '../persistence/transfer.repository';

/** Shows transfers: somebody's history, and what waits for a decision. */
@Injectable()
export class ShowTransfers {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async mine(actor: Actor, query: PageQuery): Promise<Page<Transfer>> {
    return this.history(requireVolunteer(actor), query);
  }

  /** @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async ofVolunteer(actor: Actor, volunteerId: string, query: PageQuery): Promise<Page<Transfer>> {
    const volunteer = await this.volunteers.byId(volunteerId);
    requireScope(actor, 'volunteer.read', volunteer.divisionPath);
    return this.history(volunteer.id, query);
  }

  /** @throws CURSOR_INVALID */
  async waiting(actor: Actor, query: PageQuery): Promise<Page<Transfer>> {
    const scopes = decidingScopesOf(actor, 'volunteer.review');
    const leaderId = actor.kind === 'USER' ? actor.volunteerId : null;
    const limit = limitOf(query);
    return paged(await this.transfers.waiting({ scopes, leaderId }, beforeOf(query), limit + 1), limit);
  }

  private async history(volunteerId: string, query: PageQuery): Promise<Page<Transfer>> {
    const limit = limitOf(query);
    return paged(await this.transfers.ofVolunteer(volunteerId, beforeOf(query), limit + 1), limit);
  }
}

function beforeOf(query: PageQuery): string | null {
  const before = decodeCursor(query, 1)?.[0];
  return before === undefined ? null : String(before);
}

function paged(rows: readonly Transfer[], limit: number): Page<Transfer> {
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
