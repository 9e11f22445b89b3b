import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { Outbox } from '../../../platform/outbox';
import { DivisionDirectory } from '../../divisions';
import { serviceHoursErrors } from '../errors';
import { applyRecompute } from '../jobs/recompute-jobs';
import { RecomputeRepository } from '../persistence/recompute.repository';

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
    private readonly clock: Clock,
  ) {}

  /** @throws RECOMPUTE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RECOMPUTE_DECIDED, RECOMPUTE_OWN */
  async execute(
    context: CommandContext,
    command: DecideRecomputeCommand,
  ): Promise<{ readonly id: string; readonly status: string }> {
    return this.commands.run(context, 'service-hours.decide-recompute', command, async (tx) => {
      const run = await this.runs.hold(tx, command.runId);
      if (!run) throw serviceHoursErrors.refuse('RECOMPUTE_UNKNOWN');
      requireScope(context.actor, 'ledger.reverse', (await this.divisions.byId(run.divisionId, tx)).path);
      if (run.status !== 'DRAFT') throw serviceHoursErrors.refuse('RECOMPUTE_DECIDED');
      const by = actorIdOf(context.actor);
      const isApproved = command.decision === 'APPROVE';
      if (isApproved && by === run.createdBy) throw serviceHoursErrors.refuse('RECOMPUTE_OWN');
      const status = isApproved ? 'APPROVED' : 'DISCARDED';
      await this.runs.decide(tx, run.id, status, by, this.clock.now());
      if (isApproved) await this.outbox.add(tx, applyRecompute, { runId: run.id }, { dedupKey: run.id });
      return { id: run.id, status };
    });
  }
}
