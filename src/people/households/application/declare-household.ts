import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DecisionGuard } from '../../../platform/security/decisions';
import { VolunteerDirectory } from '../../volunteers';
import { householdErrors } from '../errors';
import { HouseholdDirectory } from '../persistence/household-directory';

export interface DeclareHouseholdCommand {
  readonly volunteerId: string;
  /** Who lives in the same household. */
  readonly withVolunteerId: string;
  /** Where that is known from: said by the person, household register, visit. */
  readonly source: string;
}

export interface HouseholdRef {
  readonly householdId: string;
}

/** Declares that two volunteers live together, so that neither decides about the other's hours. */
@Injectable()
export class DeclareHousehold {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerDirectory,
    private readonly households: HouseholdDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, HOUSEHOLD_SELF, HOUSEHOLD_TAKEN */
  async execute(context: CommandContext, command: DeclareHouseholdCommand): Promise<HouseholdRef> {
    return this.commands.run(context, 'households.declare', command, async (tx) => {
      const pair = [command.volunteerId, command.withVolunteerId];
      for (const id of pair) {
        requireScope(context.actor, 'volunteer.review', (await this.volunteers.byId(id, tx)).divisionPath);
      }
      if (command.volunteerId === command.withVolunteerId) throw householdErrors.refuse('HOUSEHOLD_SELF');
      await lockPeople(tx, pair);
      const [own, other] = [
        await this.households.householdOf(command.volunteerId, tx),
        await this.households.householdOf(command.withVolunteerId, tx),
      ];
      if (own !== null && other !== null && own !== other) throw householdErrors.refuse('HOUSEHOLD_TAKEN');
      const householdId = own ?? other ?? this.ids.next();
      const newcomers = [own === null && command.volunteerId, other === null && command.withVolunteerId];
      for (const volunteerId of newcomers.filter((id) => id !== false)) {
        await tx.query(
          `insert into household_member (id, household_id, volunteer_id, declared_by, source, declared_at)
           values ($1, $2, $3, $4, $5, $6)`,
          [this.ids.next(), householdId, volunteerId, actorIdOf(context.actor), command.source, this.clock.now()],
        );
      }
      return { householdId };
    });
  }
}

/** Takes a volunteer out of the household that was declared. What was, stays as history. */
@Injectable()
export class LeaveHousehold {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * Nobody cuts the own tie. @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, HOUSEHOLD_NONE
   */
  async execute(context: CommandContext, command: { readonly volunteerId: string }): Promise<HouseholdRef> {
    return this.commands.run(context, 'households.leave', command, async (tx) => {
      const { divisionPath } = await this.volunteers.byId(command.volunteerId, tx);
      requireScope(context.actor, 'volunteer.review', divisionPath);
      await this.guard.requireUntied(tx, context.actor, [command.volunteerId]);
      await lockPeople(tx, [command.volunteerId]);
      const [left] = await tx.query<HouseholdRef>(
        `update household_member set left_at = $2, left_by = $3 where volunteer_id = $1 and left_at is null
         returning household_id as "householdId"`,
        [command.volunteerId, this.clock.now(), actorIdOf(context.actor)],
      );
      if (!left) throw householdErrors.refuse('HOUSEHOLD_NONE');
      return left;
    });
  }
}

/** In id order, so that two clerks who declare the same pair wait for each other. */
async function lockPeople(tx: Transaction, volunteerIds: readonly string[]): Promise<void> {
  await tx.query('select 1 from volunteer where id = any ($1::uuid[]) order by id for update', [volunteerIds]);
}
