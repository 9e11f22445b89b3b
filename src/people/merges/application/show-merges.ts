import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, covers, decidingScopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter, type Standing } from '../../../platform/security/decisions';
import { type Merge, MergeRepository, type MergeStatus } from '../persistence/merge.repository';
import { type MergeConsent, MergeConsents } from '../persistence/merge-consents';
import { missingConsents, placeOfBoth, tiesOf } from './merge-matter';

export interface ConsentView {
  readonly volunteerId: string;
  readonly channel: 'ACCOUNT' | 'PAPER';
  readonly reference: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export type MergeView = Omit<Merge, 'mergedPath' | 'survivingPath' | 'areDifferent'> &
  Standing & {
    readonly consents: readonly ConsentView[];
    /** Who still has to agree. */
    readonly missingConsents: readonly string[];
  };

/** A merge as one of the two sees it. */
export interface OwnMergeView {
  readonly id: string;
  readonly mergedVolunteerNo: string;
  readonly survivingVolunteerNo: string;
  readonly reason: string;
  readonly proposedAt: Date;
  /** Whether the reader has agreed. */
  readonly hasAgreed: boolean;
}

/** Lists merges to whoever may decide on them. */
@Injectable()
export class ShowMerges {
  constructor(
    private readonly merges: MergeRepository,
    private readonly consents: MergeConsents,
    private readonly guard: DecisionGuard,
  ) {}

  /** @throws CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery & { readonly status?: MergeStatus }): Promise<Page<MergeView>> {
    const limit = limitOf(query);
    const before = decodeCursor(query, 1)?.[0];
    const rows = await this.merges.list(
      decidingScopesOf(actor, 'volunteer.review'),
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
    const given = await this.consents.of(items.map(({ id }) => id));
    const consentsOf = ({ id }: Merge) => given.filter(({ mergeId }) => mergeId === id);
    const told = await this.guard.withStandings(actor, items, (merge) => matterOf(actor, merge, consentsOf(merge)));
    return { items: told.map((merge) => viewOf(merge, consentsOf(merge))), next };
  }
}

/** What waits for the answer of one of the two. */
@Injectable()
export class ShowOwnMerges {
  constructor(
    private readonly merges: MergeRepository,
    private readonly consents: MergeConsents,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async execute(actor: Actor): Promise<{ readonly items: readonly OwnMergeView[] }> {
    const own = requireVolunteer(actor);
    const merges = await this.merges.ofPerson(own);
    const given = await this.consents.of(merges.map(({ id }) => id));
    const items = merges.map(({ id, mergedVolunteerNo, survivingVolunteerNo, reason, proposedAt }) => {
      const hasAgreed = given.some(({ mergeId, volunteerId }) => mergeId === id && volunteerId === own);
      return { id, mergedVolunteerNo, survivingVolunteerNo, reason, proposedAt, hasAgreed };
    });
    return { items };
  }
}

/** Without the paths, which are for deciding only. */
function viewOf(merge: Merge & Standing, consents: readonly MergeConsent[]): MergeView {
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
    consents: consents.map(({ volunteerId, channel, reference, recordedBy, recordedAt }) => {
      return { volunteerId, channel, reference, recordedBy, recordedAt };
    }),
    missingConsents: missingConsents(merge, consents),
    ...{ mayDecide: merge.mayDecide, whyNot: merge.whyNot, whoMay: merge.whoMay, missing: merge.missing },
  };
}

function matterOf(actor: Actor, merge: Merge, consents: readonly MergeConsent[]): Matter | null {
  if (merge.status !== 'PROPOSED') return null;
  const isReadersRight = [merge.mergedPath, merge.survivingPath].every((path) =>
    covers(actor, 'volunteer.review', path),
  );
  return {
    ...tiesOf(merge, consents),
    permission: 'volunteer.review',
    divisionPath: placeOfBoth(merge),
    isReadersRight,
  };
}
