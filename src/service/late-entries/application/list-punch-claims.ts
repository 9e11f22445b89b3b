import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requirePermission } from '../../../platform/security/identity/access';
import { type Actor, decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { PUNCH_BATCH } from './punch-batch-kind';
import { ClaimQueue, type QueuedClaim } from '../persistence/claim-queue';

/** The punches somebody has to look at, of the places the reader reviews. */
@Injectable()
export class ListPunchClaims {
  constructor(private readonly queue: ClaimQueue) {}

  /** @throws PERMISSION_MISSING, CURSOR_INVALID */
  async execute(
    actor: Actor,
    query: PageQuery & { readonly decided?: boolean; readonly shiftId?: string },
  ): Promise<Page<QueuedClaim>> {
    requirePermission(actor, 'record.review');
    const limit = limitOf(query);
    const rows = await this.queue.list({
      scopes: decidingScopesOf(actor, 'record.review'),
      isDecided: query.decided ?? false,
      shiftId: query.shiftId ?? null,
      kind: PUNCH_BATCH,
      limit,
      after: decodeCursor(query, 2),
    });
    return pageOf(
      rows,
      limit,
      (row) => [row.receivedAt.toISOString(), row.punchId],
      (row) => row,
    );
  }
}
