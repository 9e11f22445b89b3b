import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { type Actor, scopesOf } from '../../../platform/identity/actor';
import { type Merge, MergeRepository, type MergeStatus } from '../persistence/merge.repository';

export type MergeView = Omit<Merge, 'mergedPath' | 'survivingPath'>;

/** Lists merges to whoever may decide on them. */
@Injectable()
export class ShowMerges {
  constructor(private readonly merges: MergeRepository) {}

  /** @throws CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery & { readonly status?: MergeStatus }): Promise<Page<MergeView>> {
    const limit = limitOf(query);
    const before = decodeCursor(query, 1)?.[0];
    const rows = await this.merges.list(
      scopesOf(actor, 'volunteer.review'),
      query.status ?? null,
      before === undefined ? null : String(before),
      limit + 1,
    );
    return pageOf(rows, limit, ({ id }) => [id], viewOf);
  }
}

/** Without the paths, which are for deciding only. */
function viewOf(merge: Merge): MergeView {
  return {
    id: merge.id,
    mergedVolunteerId: merge.mergedVolunteerId,
    mergedVolunteerNo: merge.mergedVolunteerNo,
    survivingVolunteerId: merge.survivingVolunteerId,
    survivingVolunteerNo: merge.survivingVolunteerNo,
    reason: merge.reason,
    consentChannel: merge.consentChannel,
    consentReference: merge.consentReference,
    status: merge.status,
    proposedBy: merge.proposedBy,
    proposedAt: merge.proposedAt,
    decidedBy: merge.decidedBy,
    decidedAt: merge.decidedAt,
    decisionReason: merge.decisionReason,
  };
}
