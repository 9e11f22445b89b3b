import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf, covers } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, DecisionTeller } from '../../../platform/security/decisions';
import { MoveMembership } from '../../teams';
import { AbsorbVolunteer } from '../../volunteers';
import { mergeErrors } from '../errors';
import { type Merge, MergeRepository, type MergeStatus } from '../persistence/merge.repository';
import { MergeConsents } from '../persistence/merge-consents';
import { newsOf } from './merge-news';
import { missingConsents, placeOfBoth, tiesOf } from './merge-matter';

export interface DecideMergeCommand {
  readonly id: string;
  readonly decision: 'APPROVE' | 'REJECT';
  /** Required to reject. */
  readonly reason?: string;
}

/** Decides on a merge, by somebody else than who proposed it. The ledger is not touched: the numbers are linked. */
@Injectable()
export class DecideMerge {
  constructor(
    private readonly commands: Commands,
    private readonly merges: MergeRepository,
    private readonly consents: MergeConsents,
    private readonly absorb: AbsorbVolunteer,
    private readonly memberships: MoveMembership,
    private readonly guard: DecisionGuard,
    private readonly teller: DecisionTeller,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws MERGE_UNKNOWN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, DECISION_SAME_PERSON,
   *   MERGE_DECIDED,
   *   MERGE_REASON_REQUIRED, MERGE_CONSENT_MISSING, MERGE_HOLDS_OFFICE, MERGE_OPEN_BUSINESS, VOLUNTEER_NOT_ACTIVE, VOLUNTEER_CLOSED
   */
  async execute(
    context: CommandContext,
    command: DecideMergeCommand,
  ): Promise<{ readonly id: string; readonly status: MergeStatus }> {
    return this.commands.run(context, 'merges.decide', command, async (tx) => {
      const { actor } = context;
      const merge = await this.merges.hold(tx, command.id);
      if (!merge || !(await this.isInScope(tx, actor, merge))) throw mergeErrors.refuse('MERGE_UNKNOWN');
      const consents = await this.consents.of([merge.id], tx);
      await this.guard.requireFree(tx, actor, tiesOf(merge, consents));
      if (merge.status !== 'PROPOSED') throw mergeErrors.refuse('MERGE_DECIDED');
      const by = actorIdOf(actor);
      const reason = command.reason ?? null;
      const isApproved = command.decision === 'APPROVE';
      if (!isApproved && reason === null) throw mergeErrors.refuse('MERGE_REASON_REQUIRED', { field: 'reason' });
      const missing = isApproved ? missingConsents(merge, consents) : [];
      if (missing.length > 0) throw mergeErrors.refuse('MERGE_CONSENT_MISSING', { details: { missing } });
      const at = this.clock.now();
      const status = isApproved ? 'APPROVED' : 'REJECTED';
      await this.merges.decide(tx, merge.id, { status, by, at, reason });
      // Told first: the account of the number that ends is shut.
      await this.tell(tx, merge, status, reason ?? merge.reason);
      if (isApproved) await this.carryOut(tx, merge, { at, by });
      return { id: merge.id, status };
    });
  }

  private async tell(tx: Transaction, merge: Merge, stage: 'APPROVED' | 'REJECTED', reason: string): Promise<void> {
    await this.teller.tell(tx, newsOf(merge, stage, reason));
  }

  private async isInScope(tx: Transaction, actor: Actor, merge: Merge): Promise<boolean> {
    const paths = [merge.mergedPath, merge.survivingPath];
    if (paths.every((path) => covers(actor, 'volunteer.review', path))) return true;
    return this.guard.isFor(tx, actor, 'volunteer.review', placeOfBoth(merge));
  }

  private async carryOut(tx: Transaction, merge: Merge, decision: { readonly at: Date; readonly by: string }) {
    const { mergedVolunteerId: mergedId, survivingVolunteerId: survivingId } = merge;
    // Closed first: whoever signs the number up, punches, joins or appoints holds its status (VolunteerDirectory.activeById).
    // They have come to their end before this goes on, or wait for it and are refused; so what is open now is all there is.
    await this.absorb.execute(tx, { mergedId, survivingId, mergeId: merge.id, ...decision });
    if (await this.merges.holdsOffice(tx, mergedId, localDayOf(decision.at.getTime()))) {
      throw mergeErrors.refuse('MERGE_HOLDS_OFFICE');
    }
    if (await this.merges.hasOpenBusiness(tx, mergedId)) throw mergeErrors.refuse('MERGE_OPEN_BUSINESS');
    await this.memberships.toVolunteer(tx, mergedId, survivingId, decision);
  }
}
