import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../platform/security/decisions';
import { VolunteerDirectory } from '../../volunteers';
import { type ReceivedTransfer, type Transfer, TransferRepository } from '../persistence/transfer.repository';
import { transferMatter } from './transfer-matter';

/** Shows transfers: somebody's history, and what waits for a decision. */
@Injectable()
export class ShowTransfers {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async mine(actor: Actor, query: PageQuery): Promise<Page<Transfer>> {
    const { items, next } = await this.history(requireVolunteer(actor), query);
    return { items: items.map(transferOf), next };
  }

  /** @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async ofVolunteer(actor: Actor, volunteerId: string, query: PageQuery): Promise<Page<Transfer & Standing>> {
    const volunteer = await this.volunteers.byId(volunteerId);
    requireScope(actor, 'volunteer.read', volunteer.divisionPath);
    return this.told(actor, await this.history(volunteer.id, query));
  }

  /** @throws CURSOR_INVALID */
  async waiting(actor: Actor, query: PageQuery): Promise<Page<Transfer & Standing>> {
    const scopes = decidingScopesOf(actor, 'volunteer.review');
    const leaderId = actor.kind === 'USER' ? actor.volunteerId : null;
    const limit = limitOf(query);
    const rows = await this.transfers.waiting({ scopes, leaderId }, beforeOf(query), limit + 1);
    return this.told(actor, paged(rows, limit));
  }

  private async told(actor: Actor, { items, next }: Page<ReceivedTransfer>): Promise<Page<Transfer & Standing>> {
    const matterOf = (transfer: ReceivedTransfer) =>
      transfer.status === 'REQUESTED' ? transferMatter(actor, transfer) : null;
    return { items: await this.guard.withStandings(actor, items, matterOf, transferOf), next };
  }

  private async history(volunteerId: string, query: PageQuery): Promise<Page<ReceivedTransfer>> {
    const limit = limitOf(query);
    return paged(await this.transfers.ofVolunteer(volunteerId, beforeOf(query), limit + 1), limit);
  }
}

function beforeOf(query: PageQuery): string | null {
  const before = decodeCursor(query, 1)?.[0];
  return before === undefined ? null : String(before);
}

/** Without what is for deciding only. */
function transferOf(row: ReceivedTransfer): Transfer {
  const { id, volunteerId, volunteerNo, fromDivisionId, toDivisionId, fromTeamId, toTeamId, reason, status } = row;
  const { consentChannel, consentReference, requestedBy, requestedAt, decidedBy, decidedAt, decisionReason } = row;
  return {
    ...{ id, volunteerId, volunteerNo, fromDivisionId, toDivisionId, fromTeamId, toTeamId, reason, status },
    ...{ consentChannel, consentReference, requestedBy, requestedAt, decidedBy, decidedAt, decisionReason },
  };
}

function paged(rows: readonly ReceivedTransfer[], limit: number): Page<ReceivedTransfer> {
  return pageOf(
    rows,
    limit,
    ({ id }) => [id],
    (row) => row,
  );
}
