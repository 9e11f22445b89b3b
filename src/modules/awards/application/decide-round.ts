import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { awardErrors } from '../errors';
import { RoundDirectory, type RoundView } from '../persistence/round-directory';
import { RoundRepository } from '../persistence/round.repository';

/** The committee's decision. The ranking is a proposal; a person with the permission, who did not make it, confirms it. */
@Injectable()
export class ConfirmRound {
  constructor(
    private readonly commands: Commands,
    private readonly rounds: RoundRepository,
    private readonly directory: RoundDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_NOT_IN_COMMITTEE, SELECTION_SAME_PERSON,
   * SELECTION_OWN_CANDIDACY
   */
  async execute(context: CommandContext, command: { roundId: string; note: string }): Promise<RoundView> {
    return this.commands.run(context, 'awards.confirm-round', command, async (tx) => {
      const round = await this.directory.byId(command.roundId, tx);
      const { actor } = context;
      requireScope(actor, 'selection.decide', round.divisionPath);
      if (round.status !== 'COMMITTEE') throw awardErrors.refuse('SELECTION_NOT_IN_COMMITTEE');
      if (round.createdBy === actorIdOf(actor)) throw awardErrors.refuse('SELECTION_SAME_PERSON');
      const lines = await this.directory.lines(round.id, undefined, tx);
      const isCandidate = actor.kind === 'USER' && lines.some((line) => line.volunteerId === actor.volunteerId);
      if (isCandidate) throw awardErrors.refuse('SELECTION_OWN_CANDIDACY');
      const decision = { by: actorIdOf(actor), at: this.clock.now(), note: command.note };
      if (!(await this.rounds.confirm(tx, round.id, decision))) throw awardErrors.refuse('SELECTION_NOT_IN_COMMITTEE');
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
      if (!(await this.rounds.cancel(tx, round.id, command.reason))) throw awardErrors.refuse('SELECTION_CLOSED');
      return this.directory.byId(round.id, tx);
    });
  }
}
