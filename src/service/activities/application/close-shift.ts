import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireTeamScope } from '../../../platform/security/identity/access';
import { actorIdOf, systemActor } from '../../../platform/foundation/actor/actor';
import { Outbox } from '../../../platform/data/outbox';
import { closeProblem, isOverdue } from '../domain/shift-rules';
import { activityErrors } from '../errors';
import { shiftClosed } from '../jobs/shift-jobs';
import { lockShift } from '../persistence/lock-shift';
import { ShiftDirectory } from '../persistence/shift-directory';
import { ShiftRepository } from '../persistence/shift.repository';
import { type ShiftAnswer, shiftAnswerOf } from './shift-answer';
import { shiftFactsOf } from './shift-facts';

export interface CloseShiftCommand {
  readonly shiftId: string;
}

const CLOSED_BY_SYSTEM = actorIdOf(systemActor('shift-sweeper'));

/** Ends a shift: from here on no punch is taken, and the computing of its minutes is rung with the same commit. */
@Injectable()
export class CloseShift {
  constructor(
    private readonly commands: Commands,
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: ShiftDirectory,
    private readonly shifts: ShiftRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * By the leader or staff. Closing a closed shift changes nothing and answers the shift.
   *
   * @throws SHIFT_UNKNOWN, SHIFT_CANCELLED, SHIFT_NOT_STARTED, ACTIVITY_NOT_PUBLISHED, PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(context: CommandContext, command: CloseShiftCommand): Promise<ShiftAnswer> {
    return this.commands.run(context, 'activities.close-shift', command, async (tx) => {
      await lockShift(tx, command.shiftId, 'update');
      const shift = await this.directory.byId(command.shiftId, tx);
      requireTeamScope(context.actor, 'attendance.run', shift);
      if (shift.status === 'CLOSED') return shiftAnswerOf(shift);
      const problem = closeProblem(shiftFactsOf(shift), this.clock.nowMs());
      if (problem) throw activityErrors.refuse(problem);
      await this.close(tx, shift.id, actorIdOf(context.actor));
      return shiftAnswerOf(await this.directory.byId(shift.id, tx));
    });
  }

  /** By the system, an hour after the end; does nothing where it is too early or already done. */
  async closeOverdue(shiftId: string): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      await lockShift(tx, shiftId, 'update');
      const shift = await this.directory.byId(shiftId, tx);
      if (shift.activityStatus !== 'PUBLISHED' || !isOverdue(shiftFactsOf(shift), this.clock.nowMs())) return false;
      await this.close(tx, shiftId, CLOSED_BY_SYSTEM);
      return true;
    });
  }

  private async close(tx: Transaction, shiftId: string, closedBy: string): Promise<void> {
    await this.shifts.close(tx, shiftId, this.clock.now(), closedBy);
    await this.outbox.add(tx, shiftClosed, { shiftId }, { dedupKey: shiftId });
  }
}
