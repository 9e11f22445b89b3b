import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { extendProblem } from '../domain/shift-rules';
import { activityErrors } from '../errors';
import { lockShift } from '../persistence/lock-shift';
import { ShiftDirectory } from '../persistence/shift-directory';
import { ShiftRepository } from '../persistence/shift.repository';
import { type ShiftAnswer, shiftAnswerOf } from './shift-answer';
import { PlanningRules } from './planning-rules';
import { shiftFactsOf } from './shift-facts';

export interface ExtendShiftCommand {
  readonly shiftId: string;
  /** New end, ISO 8601 with offset. */
  readonly extendedTo: string;
}

/** Lets a shift go on longer than planned, until it is closed: the time up to the new end then counts. */
@Injectable()
export class ExtendShift {
  constructor(
    private readonly commands: Commands,
    private readonly directory: ShiftDirectory,
    private readonly shifts: ShiftRepository,
    private readonly planning: PlanningRules,
  ) {}

  /**
   * @throws SHIFT_UNKNOWN, SHIFT_CANCELLED, SHIFT_CLOSED, ACTIVITY_NOT_PUBLISHED, EXTENSION_TOO_LATE, EXTENSION_INVALID,
   *   PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(context: CommandContext, command: ExtendShiftCommand): Promise<ShiftAnswer> {
    return this.commands.run(context, 'activities.extend-shift', command, async (tx) => {
      await lockShift(tx, command.shiftId, 'update');
      const shift = await this.directory.byId(command.shiftId, tx);
      requireTeamScope(context.actor, 'attendance.run', shift);
      const extendedTo = new Date(command.extendedTo);
      const moment = await this.planning.now(shift.divisionPath, tx);
      const problem = extendProblem(shiftFactsOf(shift), extendedTo.getTime(), moment);
      if (problem) throw activityErrors.refuse(problem, problem === 'EXTENSION_INVALID' ? { field: 'extendedTo' } : {});
      await this.shifts.extend(tx, shift.id, extendedTo, new Date(moment.nowMs));
      return shiftAnswerOf(await this.directory.byId(shift.id, tx));
    });
  }
}
