import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { selectionErrors } from '../errors';
import { RoundDirectory, type RoundView } from '../persistence/round-directory';
import { RoundRepository } from '../persistence/round.repository';
import { roundRight } from './round-matter';

/** The committee's decision. The ranking is a proposal; a person with the permission, who did not make it and gave no
 * candidate a score, an office or points, confirms it. */
@Injectable()
export class ConfirmRound {
  constructor(
    private readonly commands: Commands,
    private readonly rounds: RoundRepository,
    private readonly directory: RoundDirectory,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_NOT_IN_COMMITTEE, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, DECISION_SAME_PERSON
   */
  async execute(context: CommandContext, command: { roundId: string; note: string }): Promise<RoundView> {
    return this.commands.run(context, 'awards.confirm-round', command, async (tx) => {
      const round = await this.directory.byId(command.roundId, tx);
      const { actor } = context;
      await this.guard.requirePlace(tx, actor, roundRight(round));
      if (round.status !== 'COMMITTEE') throw selectionErrors.refuse('SELECTION_NOT_IN_COMMITTEE');
      await this.guard.requireFree(tx, actor, await this.directory.tiesOf(round, tx));
      const decision = { by: actorIdOf(actor), at: this.clock.now(), note: command.note };
      if (!(await this.rounds.confirm(tx, round.id, decision)))
        throw selectionErrors.refuse('SELECTION_NOT_IN_COMMITTEE');
      return this.directory.byId(round.id, tx);
    });
  }
}

/** Gives a round up before it is confirmed; its score sheet stays readable. */
@Injectable()
export class CancelRound {
  constructor(
    private readonly commands: Commands,
    private readonly rounds: RoundRepository,
    private readonly directory: RoundDirectory,
  ) {}

  /** @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_CLOSED */
  async execute(context: CommandContext, command: { roundId: string; reason: string }): Promise<RoundView> {
    return this.commands.run(context, 'awards.cancel-round', command, async (tx) => {
      const round = await this.directory.byId(command.roundId, tx);
      requireScope(context.actor, 'selection.manage', round.divisionPath);
      if (!(await this.rounds.cancel(tx, round.id, command.reason))) throw selectionErrors.refuse('SELECTION_CLOSED');
      return this.directory.byId(round.id, tx);
    });
  }
}
