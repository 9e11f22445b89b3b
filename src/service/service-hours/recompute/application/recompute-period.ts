import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { requireScope } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import { PolicyDirectory } from '../../../../place/policies';
import { serviceHoursErrors } from '../../errors';
import { RecomputeRepository } from '../persistence/recompute.repository';
import { DecisionSources } from '../../caps';
import { hoursPolicyKind } from '../../computing';
import { RecomputePlanner } from './recompute-planner';

export interface RecomputePeriodCommand {
  readonly divisionId: string;
  /** Days of service, both included. */
  readonly fromDay: string;
  readonly toDay: string;
  /** The version by which the period is computed again. */
  readonly policyVersion: string;
  readonly reason: string;
}

export interface RecomputeDraft {
  readonly id: string;
  readonly examinedCount: number;
  readonly differenceCount: number;
}

const MAX_RECORDS = 20_000;

/**
 * Dry run: what another version of the rules would make of the confirmed records of a period. Posts nothing; every
 * difference becomes a line that a second person approves or discards as a whole.
 */
@Injectable()
export class RecomputePeriod {
  constructor(
    private readonly commands: Commands,
    private readonly divisions: DivisionDirectory,
    private readonly policies: PolicyDirectory,
    private readonly runs: RecomputeRepository,
    private readonly planner: RecomputePlanner,
    private readonly sources: DecisionSources,
  ) {}

  /**
   * @throws DIVISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, RECOMPUTE_PERIOD_INVALID, POLICY_MISSING,
   *   RECOMPUTE_TOO_MANY, DUTY_CALENDAR_MISSING
   */
  async execute(context: CommandContext, command: RecomputePeriodCommand): Promise<RecomputeDraft> {
    const work = this.commands.run(
      context,
      'service-hours.recompute',
      command,
      async (tx) => {
        const { path } = await this.divisions.byId(command.divisionId, tx);
        requireScope(context.actor, 'policy.manage', path);
        const [from, to] = [command.fromDay as LocalDay, command.toDay as LocalDay];
        if (to < from) throw serviceHoursErrors.refuse('RECOMPUTE_PERIOD_INVALID', { field: 'toDay' });
        const policy = await this.policies.versionAs(hoursPolicyKind, command.policyVersion, tx);
        const targets = await this.runs.confirmed(tx, path, from, to, MAX_RECORDS);
        if (targets.length > MAX_RECORDS) throw serviceHoursErrors.refuse('RECOMPUTE_TOO_MANY');
        const lines = await this.planner.differences(tx, targets, policy);
        const { id, decidedAt: createdAt } = this.sources.stamp();
        const { divisionId, policyVersion, reason } = command;
        const createdBy = actorIdOf(context.actor);
        const examinedCount = targets.length;
        await this.runs.insert(
          tx,
          {
            ...{ id, divisionId, policyVersion, reason, examinedCount, createdBy, createdAt },
            ...{ fromDay: from, toDay: to, status: 'DRAFT' },
          },
          lines,
        );
        return { id, examinedCount, differenceCount: lines.length };
      },
      // All records as they stood at one instant.
      'REPEATABLE READ',
    );
    return work;
  }
}
