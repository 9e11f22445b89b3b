import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../../kernel/domain-error';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { mayTakePart, VolunteerDirectory, type VolunteerView } from '../../../people/volunteers';
import { signUpProblem } from '../domain/shift-rules';
import { placeFor } from '../domain/sign-up-queue';
import { activityErrors } from '../errors';
import { lockShift } from '../persistence/lock-shift';
import { ShiftDirectory, type ShiftView } from '../persistence/shift-directory';
import { SignupRepository } from '../persistence/signup.repository';
import { shiftFactsOf } from './shift-facts';
import { type SignupAnswer, signupAnswerOf } from './signup-answer';
import { type BurdenWarning, SignupBurden } from './signup-burden';

export interface SignUpCommand {
  readonly shiftId: string;
  readonly positionId: string;
  /** Whom to sign up; default: the volunteer who asks. */
  readonly volunteerId?: string;
  /** Take a place on the waitlist where no seat is free. */
  readonly acceptsWaitlist?: boolean;
  /** Sign up although rest or load are beyond what is advised. */
  readonly confirmsLoad?: boolean;
}

/** Gives a volunteer a seat in a shift, or a place on its waitlist. */
@Injectable()
export class SignUp {
  constructor(
    private readonly commands: Commands,
    private readonly shifts: ShiftDirectory,
    private readonly signups: SignupRepository,
    private readonly volunteers: VolunteerDirectory,
    private readonly burden: SignupBurden,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SHIFT_UNKNOWN, ACTIVITY_NOT_PUBLISHED, SHIFT_CANCELLED, SHIFT_CLOSED, SHIFT_ENDED, VOLUNTEER_UNKNOWN,
   *   VOLUNTEER_NOT_ACTIVE, SIGNUP_MINOR_BARRED, SIGNUP_GUARDIAN_CONSENT_MISSING, SIGNUP_AGE_UNKNOWN, POSITION_UNKNOWN,
   *   SIGNUP_DUPLICATE, SIGNUP_OVERLAP, SIGNUP_LOAD_UNCONFIRMED, SHIFT_FULL, VOLUNTEER_ACCOUNT_REQUIRED, PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async execute(context: CommandContext, command: SignUpCommand): Promise<SignupAnswer> {
    return this.commands.run(context, 'activities.sign-up', command, async (tx) => {
      await lockShift(tx, command.shiftId, 'share');
      const shift = await this.shifts.byId(command.shiftId, tx);
      const volunteerId = personOf(context, command, shift);
      const problem = signUpProblem(shiftFactsOf(shift), this.clock.nowMs());
      if (problem) throw activityErrors.refuse(problem);
      const volunteer = await this.volunteers.activeById(volunteerId, tx);
      await this.requireAge(tx, volunteer, shift);
      await this.signups.lockPerson(tx, volunteerId);
      if (await this.signups.hasOpen(tx, shift.id, volunteerId)) throw activityErrors.refuse('SIGNUP_DUPLICATE');
      const { overlap, warnings } = await this.burden.of(shift, volunteer, tx);
      if (overlap) throw activityErrors.refuse('SIGNUP_OVERLAP');
      if (warnings.length > 0 && !command.confirmsLoad) throw unconfirmed(warnings);
      const seats = await this.signups.lockSeats(tx, shift.id, command.positionId);
      const place = placeFor(seats, command.acceptsWaitlist ?? false);
      if (place === 'SHIFT_FULL') throw activityErrors.refuse('SHIFT_FULL', { details: { capacity: seats.capacity } });
      const id = this.ids.next();
      await this.signups.insert(tx, {
        id,
        shiftId: shift.id,
        positionId: command.positionId,
        volunteerId,
        status: place,
        signedUpBy: actorIdOf(context.actor),
        signedUpAt: this.clock.now(),
        loadMarks: [...new Set(warnings.map(({ kind }) => kind))],
      });
      return signupAnswerOf(tx, this.signups, id);
    });
  }

  /** The age on the day of the shift counts, not the one at sign-up. An unknown age opens no dangerous activity. */
  private async requireAge(tx: Transaction, volunteer: VolunteerView, shift: ShiftView): Promise<void> {
    if (volunteer.birthDate === null) {
      if (shift.riskLevel === 'HIGH') throw activityErrors.refuse('SIGNUP_AGE_UNKNOWN');
      return;
    }
    const names = await this.volunteers.displayNames([volunteer.id], tx);
    const decision = mayTakePart({
      birthDate: volunteer.birthDate,
      shiftDay: localDayOf(shift.startsAt.getTime()),
      riskLevel: shift.riskLevel,
      hasGuardianConsent: names.get(volunteer.id)?.hasConsent('GUARDIAN') ?? false,
    });
    if (decision.isAllowed) return;
    throw activityErrors.refuse(
      decision.problem === 'MINOR_DANGEROUS_ACTIVITY' ? 'SIGNUP_MINOR_BARRED' : 'SIGNUP_GUARDIAN_CONSENT_MISSING',
    );
  }
}

function unconfirmed(warnings: readonly BurdenWarning[]): DomainError {
  return activityErrors.refuse('SIGNUP_LOAD_UNCONFIRMED', {
    field: 'confirmsLoad',
    details: { warnings: warnings.map(({ sentence }) => sentence) },
  });
}

/** The volunteer to sign up: oneself, or anybody for staff of the shift's division. */
function personOf(context: CommandContext, command: SignUpCommand, shift: ShiftView): string {
  const { actor } = context;
  if (command.volunteerId === undefined) return requireVolunteer(actor);
  const isSelf = actor.kind === 'USER' && actor.volunteerId === command.volunteerId;
  if (!isSelf) requireScope(actor, 'signup.manage', shift.divisionPath);
  return command.volunteerId;
}
