import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Outbox } from '../../../../platform/data/outbox';
import { DecisionGuard } from '../../../../platform/security/decisions';
import { DivisionDirectory } from '../../../../place/divisions';
import { serviceHoursErrors } from '../../errors';
import { applyRecompute } from '../jobs/recompute-jobs';
import { RecomputeRepository } from '../persistence/recompute.repository';
import { recomputeMatter } from './recompute-matter';

export interface DecideRecomputeCommand {
  readonly runId: string;
  readonly decision: 'APPROVE' | 'DISCARD';
}

/** A second person lets the differences of a dry run be posted, or discards them. */
@Injectable()
export class DecideRecompute {
  constructor(
    private readonly commands: Commands,
    private readonly runs: RecomputeRepository,
    private readonly divisions: DivisionDirectory,
    private readonly outbox: Outbox,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * Who made the run may discard it. @throws RECOMPUTE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RECOMPUTE_DECIDED,
   *   DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_SAME_PERSON
   */
  async execute(
    context: CommandContext,
    command: DecideRecomputeCommand,
  ): Promise<{ readonly id: string; readonly status: string }> {
    return this.commands.run(context, 'service-hours.decide-recompute', command, async (tx) => {
      const run = await this.runs.hold(tx, command.runId);
      if (!run) throw serviceHoursErrors.refuse('RECOMPUTE_UNKNOWN');
      const { path } = await this.divisions.byId(run.divisionId, tx);
      const matter = recomputeMatter(path, await this.runs.tiesOf(run, tx));
      await this.guard.requirePlace(tx, context.actor, matter);
      if (run.status !== 'DRAFT') throw serviceHoursErrors.refuse('RECOMPUTE_DECIDED');
      const by = actorIdOf(context.actor);
      const isApproved = command.decision === 'APPROVE';
      if (isApproved) await this.guard.requireFree(tx, context.actor, matter);
      const status = isApproved ? 'APPROVED' : 'DISCARDED';
      await this.runs.decide(tx, run.id, status, by, this.clock.now());
      if (isApproved) await this.outbox.add(tx, applyRecompute, { runId: run.id }, { dedupKey: run.id });
      return { id: run.id, status };
    });
  }
}
