import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireScope, requireTeamScope } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { TeamDirectory } from '../../../people/teams';
import type { Duty } from '../domain/activity-kinds';
import { isServicePosition } from '../domain/position-service';
import { activityErrors } from '../errors';
import type { ActivityView } from '../persistence/activity-directory';
import { fieldsOf, type SaidFields } from '../persistence/activity-fields';
import { ActivityStore } from './activity-store';
import { PlanningRules } from './planning-rules';
import { PositionMeaning } from './position-meaning';
import { newShiftsOf, type ShiftCommand } from './shift-requests';

export interface PositionCommand {
  readonly name: string;
  readonly duty: Duty;
  /** Seats in every shift that does not say otherwise. */
  readonly capacity: number;
  readonly description?: string;
  /** Where it is not as the category: whether taking part in it is service. */
  readonly isService?: boolean;
}

/** Longitude, latitude (degrees) and coordinate system go together. */
export interface CreateActivityCommand extends SaidFields {
  readonly teamId: string;
  /** Where it takes place; default: the team's division. */
  readonly divisionId?: string;
  readonly positions: readonly PositionCommand[];
  readonly shifts: readonly ShiftCommand[];
}

/** Drafts an activity with its positions and shifts; nobody sees it until it is published. */
@Injectable()
export class CreateActivity {
  constructor(
    private readonly commands: Commands,
    private readonly store: ActivityStore,
    private readonly teams: TeamDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly ids: IdSource,
    private readonly planning: PlanningRules,
    private readonly meaning: PositionMeaning,
  ) {}

  /**
   * @throws TEAM_UNKNOWN, TEAM_DISSOLVED, DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN,
   *   ACTIVITY_CATEGORY_UNKNOWN, ACTIVITY_KIND_MISMATCH, POSITION_SERVICE_IN_TRAINING, ACTIVITY_PLACE_INCOMPLETE, POSITION_NAME_TAKEN, and what `newShiftsOf` throws
   */
  async execute(context: CommandContext, command: CreateActivityCommand): Promise<ActivityView> {
    return this.commands.run(context, 'activities.create', command, async (tx) => {
      const team = await this.teams.activeById(command.teamId, tx);
      requireTeamScope(context.actor, 'activity.manage', team);
      const division = await this.divisions.activeById(command.divisionId ?? team.divisionId, tx);
      // A team works at home by itself; elsewhere it is staff of that place who may announce it.
      if (!division.path.startsWith(team.divisionPath)) requireScope(context.actor, 'activity.manage', division.path);
      requireSense(command);
      const id = this.ids.next();
      const positions = command.positions.map(({ isService: says, ...position }) => ({
        ...{ ...position, id: this.ids.next(), saysService: says ?? null },
      }));
      const category = await this.meaning.categoryOf(tx, { ...command, positions }, division);
      const moment = await this.planning.now(division.path, tx);
      const shifts = newShiftsOf(command.shifts, { positions, existing: 0, ...moment, ids: this.ids });
      await this.store.create(tx, {
        activity: {
          id,
          teamId: team.id,
          divisionId: division.id,
          categoryId: category.id,
          ...fieldsOf(command),
          checkInModes: [...new Set(command.checkInModes)],
          status: 'DRAFT',
          createdBy: actorIdOf(context.actor),
          createdAt: new Date(moment.nowMs),
        },
        positions: positions.map((position) => ({
          ...position,
          description: position.description ?? null,
          isService: isServicePosition(command.kind, category, position),
        })),
        shifts,
      });
      return this.store.view(tx, id);
    });
  }
}

function requireSense(command: CreateActivityCommand): void {
  const given = [command.longitude, command.latitude, command.coordinateSystem].filter(
    (part) => part !== undefined && part !== null,
  );
  if (given.length !== 0 && given.length !== 3) {
    throw activityErrors.refuse('ACTIVITY_PLACE_INCOMPLETE', { field: 'coordinateSystem' });
  }
  if (new Set(command.positions.map(({ name }) => name)).size < command.positions.length) {
    throw activityErrors.refuse('POSITION_NAME_TAKEN', { field: 'positions' });
  }
}
