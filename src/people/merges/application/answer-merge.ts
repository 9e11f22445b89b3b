import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { mergeErrors } from '../errors';
import { type Merge, MergeRepository, type MergeStatus } from '../persistence/merge.repository';
import { type MergeConsent, MergeConsents } from '../persistence/merge-consents';
import { partiesOf } from './merge-matter';

export interface AnswerMergeCommand {
  readonly mergeId: string;
  readonly answer: 'AGREE' | 'DISAGREE';
}

export interface PaperConsentCommand {
  readonly mergeId: string;
  readonly volunteerId: string;
  /** Where the paper lies that this person signed. */
  readonly reference: string;
}

export interface MergeAnswer {
  readonly id: string;
  readonly status: MergeStatus;
}

/** What the two say whose registrations are to become one: each for the own number. One no ends it. */
@Injectable()
export class AnswerMerge {
  constructor(
    private readonly commands: Commands,
    private readonly merges: MergeRepository,
    private readonly consents: MergeConsents,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * By one of the two, from the own account; not from one that is still in the hands of who proposed the merge.
   *
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, MERGE_UNKNOWN (also for the merges of others), MERGE_DECIDED, DECISION_SAME_PERSON,
   *   MERGE_CONSENT_GIVEN
   */
  async own(context: CommandContext, command: AnswerMergeCommand): Promise<MergeAnswer> {
    const volunteerId = requireVolunteer(context.actor);
    return this.commands.run(context, 'merges.answer', command, async (tx) => {
      const merge = await this.merges.hold(tx, command.mergeId);
      if (!merge || !partiesOf(merge).includes(volunteerId)) throw mergeErrors.refuse('MERGE_UNKNOWN');
      if (merge.status !== 'PROPOSED') throw mergeErrors.refuse('MERGE_DECIDED');
      const by = actorIdOf(context.actor);
      if (command.answer === 'DISAGREE') {
        const decision = { status: 'REJECTED', by, at: this.clock.now(), reason: DISAGREED } as const;
        await this.merges.decide(tx, merge.id, decision);
        return { id: merge.id, status: 'REJECTED' };
      }
      const { proposedBy: askedBy, proposedAt: beganAt } = merge;
      await this.guard.requireFree(tx, context.actor, { askedBy, hands: [], concerned: [], beganAt });
      await this.add(tx, context.actor, { merge, volunteerId, channel: 'ACCOUNT', reference: null });
      return { id: merge.id, status: merge.status };
    });
  }

  /**
   * By staff who have the signed paper of one of the two, and who then do not decide.
   *
   * @throws MERGE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   MERGE_DECIDED, MERGE_CONSENT_STRANGER, MERGE_CONSENT_GIVEN
   */
  async onPaper(context: CommandContext, command: PaperConsentCommand): Promise<MergeAnswer> {
    return this.commands.run(context, 'merges.paper-consent', command, async (tx) => {
      const { mergeId, volunteerId, reference } = command;
      const merge = await this.merges.hold(tx, mergeId);
      if (!merge) throw mergeErrors.refuse('MERGE_UNKNOWN');
      const path = volunteerId === merge.survivingVolunteerId ? merge.survivingPath : merge.mergedPath;
      requireScope(context.actor, 'volunteer.review', path);
      await this.guard.requireUntied(tx, context.actor, partiesOf(merge), merge.proposedAt);
      if (merge.status !== 'PROPOSED') throw mergeErrors.refuse('MERGE_DECIDED');
      if (!partiesOf(merge).includes(volunteerId)) {
        throw mergeErrors.refuse('MERGE_CONSENT_STRANGER', { field: 'volunteerId' });
      }
      await this.add(tx, context.actor, { merge, volunteerId, channel: 'PAPER', reference });
      return { id: merge.id, status: merge.status };
    });
  }

  private async add(
    tx: Transaction,
    actor: Actor,
    { merge, ...given }: Pick<MergeConsent, 'volunteerId' | 'channel' | 'reference'> & { readonly merge: Merge },
  ): Promise<void> {
    const recorded = { recordedBy: actorIdOf(actor), recordedAt: this.clock.now() };
    await this.consents.add(tx, { ...given, ...recorded, mergeId: merge.id });
  }
}

const DISAGREED = '本人不同意合并';
