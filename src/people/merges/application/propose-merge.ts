import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, DecisionTeller } from '../../../platform/security/decisions';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { VolunteerDirectory, volunteerErrors } from '../../volunteers';
import { mergeErrors } from '../errors';
import { MergeRepository } from '../persistence/merge.repository';
import { newsOf } from './merge-news';

export interface ProposeMergeCommand {
  /** The number that ends. */
  readonly mergedVolunteerId: string;
  readonly survivingVolunteerId: string;
  readonly reason: string;
  /** How the person agreed: on paper, or by word of mouth to staff who wrote it down. */
  readonly consentChannel: 'PAPER' | 'ASSISTED';
  /** Where the paper lies. */
  readonly consentReference: string;
}

/** Proposes that two registrations are one person. Both are told and have to agree; then somebody else decides. */
@Injectable()
export class ProposeMerge {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerDirectory,
    private readonly merges: MergeRepository,
    private readonly guard: DecisionGuard,
    private readonly teller: DecisionTeller,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws MERGE_SAME_NUMBER, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, VOLUNTEER_CLOSED, MERGE_PENDING
   */
  async execute(context: CommandContext, command: ProposeMergeCommand): Promise<{ readonly id: string }> {
    const { mergedVolunteerId, survivingVolunteerId } = command;
    if (mergedVolunteerId === survivingVolunteerId) throw mergeErrors.refuse('MERGE_SAME_NUMBER');
    return this.commands.run(context, 'merges.propose', command, async (tx) => {
      const { actor } = context;
      const people = [
        await this.volunteers.byId(mergedVolunteerId, tx),
        await this.volunteers.byId(survivingVolunteerId, tx),
      ];
      for (const person of people) requireScope(actor, 'volunteer.review', person.divisionPath);
      const concerned = people.map(({ id }) => id);
      await this.guard.requireUntied(tx, actor, concerned);
      if (people.some(({ status }) => status === 'CLOSED')) throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
      const id = this.ids.next();
      const proposedBy = actorIdOf(actor);
      await this.merges.insert(tx, { ...command, id, proposedBy, proposedAt: this.clock.now() });
      const [mergedVolunteerNo = '', survivingVolunteerNo = ''] = people.map(({ volunteerNo }) => volunteerNo);
      const told = { id, mergedVolunteerId, mergedVolunteerNo, survivingVolunteerId, survivingVolunteerNo };
      await this.teller.tell(tx, newsOf(told, 'ASKED', command.reason));
      return { id };
    });
  }
}
