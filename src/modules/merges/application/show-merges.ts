import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { type Actor, covers, scopesOf } from '../../../platform/identity/actor';
import { DecisionGuard, type Matter, type Standing } from '../../../platform/security/decisions';
import { type Merge, MergeRepository, type MergeStatus } from '../persistence/merge.repository';
import { placeOfBoth, tiesOf } from './merge-matter';

export type MergeView = Omit<Merge, 'mergedPath' | 'survivingPath'> & Standing;

/** Lists merges to whoever may decide on them. */
@Injectable()
export class ShowMerges {
  constructor(
    private readonly merges: MergeRepository,
    private readonly guard: DecisionGuard,
  ) {}

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
    const { items, next } = pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
    const told = await this.guard.withStandings(actor, items, (merge) => matterOf(actor, merge));
    return { items: told.map(viewOf), next };
  }
}

/** Without the paths, which are for deciding only. */
function viewOf(merge: Merge & Standing): MergeView {
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
    ...{ mayDecide: merge.mayDecide, whyNot: merge.whyNot, whoMay: merge.whoMay },
  };
}

function matterOf(actor: Actor, merge: Merge): Matter | null {
  if (merge.status !== 'PROPOSED') return null;
  const isReadersRight = [merge.mergedPath, merge.survivingPath].every((path) =>
    covers(actor, 'volunteer.review', path),
  );
  return { ...tiesOf(merge), permission: 'volunteer.review', divisionPath: placeOfBoth(merge), isReadersRight };
}
