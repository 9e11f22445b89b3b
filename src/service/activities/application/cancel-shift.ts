import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { cancelShiftProblem } from '../domain/shift-rules';
import { activityErrors } from '../errors';
import { lockShift } from '../persistence/lock-shift';
import { ShiftDirectory } from '../persistence/shift-directory';
import { ShiftRepository } from '../persistence/shift.repository';
import { type ShiftAnswer, shiftAnswerOf } from './shift-answer';
import { shiftFactsOf } from './shift-facts';
import { TellSignedUp } from './tell-signed-up';

export interface CancelShiftCommand {
  readonly shiftId: string;
  /** Shown to those who had signed up. */
  readonly reason: string;
}

/** Calls one shift off before it starts; every sign-up for it is cancelled with it, and its person told. */
@Injectable()
export class CancelShift {
  constructor(
    private readonly commands: Commands,
    private readonly directory: ShiftDirectory,
    private readonly shifts: ShiftRepository,
    private readonly telling: TellSignedUp,
    private readonly clock: Clock,
  ) {}

  /** @throws SHIFT_UNKNOWN, SHIFT_CANCELLED, SHIFT_CLOSED, SHIFT_STARTED, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(context: CommandContext, command: CancelShiftCommand): Promise<ShiftAnswer> {
    return this.commands.run(context, 'activities.cancel-shift', command, async (tx) => {
      await lockShift(tx, command.shiftId, 'update');
      const shift = await this.directory.byId(command.shiftId, tx);
      requireTeamScope(context.actor, 'activity.manage', shift);
      const problem = cancelShiftProblem(shiftFactsOf(shift), this.clock.nowMs());
      if (problem) throw activityErrors.refuse(problem);
      const { title } = shift;
      await this.telling.cancelled(tx, [shift.id], { subjectKey: shift.id, title, reason: command.reason });
      await this.shifts.cancelAll(tx, [shift.id], command.reason, this.clock.now());
      return shiftAnswerOf(await this.directory.byId(shift.id, tx));
    });
  }
}
