import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { PolicyDirectory } from '../../../place/policies';
import {
  type ComponentWeights,
  type HeadRole,
  type SelectionPolicy,
  selectionPolicySchema,
} from '../domain/selection-policy';
import { selectionErrors } from '../errors';
import { RoundDirectory, type RoundView } from '../persistence/round-directory';
import { RoundRepository } from '../persistence/round.repository';
import { selectionPolicyKind } from '../selection-policy-kind';

export interface CreateRoundCommand {
  readonly divisionId: string;
  readonly name: string;
  /** Both days inclusive. */
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly roles: readonly HeadRole[];
  /** The document the round rests on; a street may not select without one. */
  readonly basisDocument: string;
  readonly conditions?: string;
  /** Own weights in place of the policy's, per role; each sums to 100. */
  readonly weights?: Readonly<Partial<Record<HeadRole, ComponentWeights>>>;
}

const MAX_PERIOD_DAYS = 3 * 366;

/** The neighbours a new round refers to. */
@Injectable()
export class RoundReferences {
  constructor(
    readonly divisions: DivisionDirectory,
    readonly policies: PolicyDirectory,
  ) {}
}

/** Sets up a selection round as a draft. The policy of the last day of the period is copied into it and stays. */
@Injectable()
export class CreateRound {
  constructor(
    private readonly commands: Commands,
    private readonly rounds: RoundRepository,
    private readonly directory: RoundDirectory,
    private readonly references: RoundReferences,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, SCOPE_FOREIGN, SELECTION_PERIOD_INVALID, SELECTION_WEIGHTS_INVALID,
   * SELECTION_WEIGHTS_ROLE_FOREIGN, POLICY_MISSING
   */
  async execute(context: CommandContext, command: CreateRoundCommand): Promise<RoundView> {
    return this.commands.run(context, 'awards.create-round', command, async (tx) => {
      const division = await this.references.divisions.activeById(command.divisionId, tx);
      requireScope(context.actor, 'selection.manage', division.path);
      assertPeriod(command);
      const { body } = await this.references.policies.effectiveAs(
        selectionPolicyKind,
        division.path,
        command.periodTo,
        tx,
      );
      const id = this.ids.next();
      await this.rounds.insert(tx, {
        id,
        divisionId: division.id,
        name: command.name,
        periodFrom: command.periodFrom,
        periodTo: command.periodTo,
        roles: [...new Set(command.roles)],
        basisDocument: command.basisDocument,
        conditions: command.conditions ?? null,
        policy: withOwnWeights(body, command),
        createdBy: actorIdOf(context.actor),
        createdAt: this.clock.now(),
      });
      return this.directory.byId(id, tx);
    });
  }
}

function assertPeriod({ periodFrom, periodTo }: CreateRoundCommand): void {
  if (periodTo >= periodFrom && periodTo <= addDays(periodFrom, MAX_PERIOD_DAYS)) return;
  throw selectionErrors.refuse('SELECTION_PERIOD_INVALID', { field: 'periodTo' });
}

function withOwnWeights(policy: SelectionPolicy, command: CreateRoundCommand): SelectionPolicy {
  const own = command.weights ?? {};
  const foreign = Object.keys(own).some((role) => !command.roles.some((candidate) => candidate === role));
  if (foreign) throw selectionErrors.refuse('SELECTION_WEIGHTS_ROLE_FOREIGN', { field: 'weights' });
  const parsed = selectionPolicySchema.safeParse({ ...policy, weights: { ...policy.weights, ...own } });
  if (!parsed.success) throw selectionErrors.refuse('SELECTION_WEIGHTS_INVALID', { field: 'weights' });
  return parsed.data;
}
