import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { VolunteerDirectory } from '../../../people/volunteers';
import { cancelSignupProblem } from '../domain/shift-rules';
import { activityErrors } from '../errors';
import { lockShift } from '../persistence/lock-shift';
import { ShiftDirectory } from '../persistence/shift-directory';
import { type SignupRecord, SignupRepository } from '../persistence/signup.repository';
import { shiftFactsOf } from './shift-facts';
import { type SignupAnswer, signupAnswerOf } from './signup-answer';

export interface CancelSignupCommand {
  readonly signupId: string;
  readonly reason?: string;
}

/** Takes a sign-up back; the seat goes to whoever waits longest, in the same transaction. */
@Injectable()
export class CancelSignup {
  constructor(
    private readonly commands: Commands,
    private readonly shifts: ShiftDirectory,
    private readonly signups: SignupRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SIGNUP_UNKNOWN, SIGNUP_ALREADY_CANCELLED, SHIFT_STARTED, SHIFT_CLOSED, SHIFT_CANCELLED, PERMISSION_MISSING,
   *   SCOPE_FOREIGN
   */
  async execute(context: CommandContext, command: CancelSignupCommand): Promise<SignupAnswer> {
    return this.commands.run(context, 'activities.cancel-signup', command, async (tx) => {
      const { shiftId, positionId, volunteerId } = await this.signups.byId(tx, command.signupId);
      await lockShift(tx, shiftId, 'share');
      const shift = await this.shifts.byId(shiftId, tx);
      const { actor } = context;
      const isSelf = actor.kind === 'USER' && actor.volunteerId === volunteerId;
      if (!isSelf) requireScope(actor, 'signup.manage', shift.divisionPath);
      await this.signups.lockSeats(tx, shiftId, positionId);
      // Read again under the lock: meanwhile it may have moved up, or been cancelled by somebody else.
      const signup = await this.signups.byId(tx, command.signupId);
      if (signup.status === 'CANCELLED') throw activityErrors.refuse('SIGNUP_ALREADY_CANCELLED');
      const problem = cancelSignupProblem(shiftFactsOf(shift), this.clock.nowMs());
      if (problem) throw activityErrors.refuse(problem);
      await this.signups.cancel(tx, signup.id, command.reason ?? null, this.clock.now());
      if (signup.status === 'CONFIRMED') await this.passOn(tx, signup);
      return signupAnswerOf(tx, this.signups, signup.id);
    });
  }

  /** Frees the seat and gives it to the first who waits and is still ACTIVE; others keep their place in the queue. */
  private async passOn(tx: Transaction, freed: SignupRecord): Promise<void> {
    await this.signups.countSeats(tx, freed.shiftId, freed.positionId, -1);
    for (const waiting of await this.signups.waiting(tx, freed.shiftId, freed.positionId)) {
      const volunteer = await this.volunteers.byId(waiting.volunteerId, tx);
      if (volunteer.status !== 'ACTIVE') continue;
      await this.signups.promote(tx, waiting.id, freed, this.clock.now());
      return;
    }
  }
}
