import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { RecogniseVolunteer } from '../../../../people/volunteers';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import { ShiftDirectory, type ShiftView } from '../../../activities';
import { attendanceErrors } from '../../errors';
import { PunchDesk, PunchExplainer, type PunchReceipt, requireHeld } from '../../punching';
import { NameGuesses } from './name-guesses';
import { TellCalled } from './tell-called';

export interface AddWalkInCommand {
  readonly shiftId: string;
  readonly punchId: string;
  readonly name: string;
  readonly phoneLastFour: string;
}

/** What the leader learns: that the person just named is here. Nothing of the person that the leader has not typed. */
export interface WalkIn {
  /** RECORDED stands on the roll; IN_REVIEW is kept, as the person is near whoever wrote it down; DECLINED was looked at and does not count. */
  readonly status: PunchReceipt['status'];
  readonly punchId: string;
  readonly volunteerId: string;
  readonly punchedAt: string;
  readonly message: string;
}

/**
 * A leader writes down somebody who has come without signing up, by the name and the last digits of the phone that the person
 * says. One answer for every way of not being known, so that nobody finds out who is registered; who was written down is
 * told and may say that it is not so.
 */
@Injectable()
export class AddWalkIn {
  constructor(
    private readonly desk: PunchDesk,
    private readonly explainer: PunchExplainer,
    private readonly shifts: ShiftDirectory,
    private readonly recognise: RecogniseVolunteer,
    private readonly guesses: NameGuesses,
    private readonly tellCalled: TellCalled,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SHIFT_NOT_PUBLISHED, PUNCH_SHIFT_CANCELLED, WALK_IN_GUESSING,
   *   WALK_IN_NOT_RECOGNISED, ROLL_CALL_SELF and the refusals of PunchDesk.take
   */
  async execute(actor: Actor, { shiftId, punchId, name, phoneLastFour }: AddWalkInCommand): Promise<WalkIn> {
    const shift = await this.shifts.byId(shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    requireHeld(shift);
    const ofAnybody = { shiftId, direction: 'IN', method: 'ROLL_CALL' } as const;
    const refusal = await this.explainer.refusalOfAnybody(ofAnybody, this.clock.nowMs());
    if (refusal !== null) throw attendanceErrors.refuse(refusal);
    const who = actorIdOf(actor);
    const blockedForMs = this.guesses.blockedForMs(who, name);
    if (blockedForMs !== null) {
      const retryAfterSeconds = Math.max(1, Math.ceil(blockedForMs / 1_000));
      throw attendanceErrors.refuse('WALK_IN_GUESSING', { details: { retryAfterSeconds } });
    }
    await this.guesses.noteTry(who, name);
    try {
      const volunteerId = await this.personOf(actor, shift, name, phoneLastFour);
      const { status, punchedAt, message } = await this.desk.take({
        ...{ ...ofAnybody, punchId, volunteerId, code: null },
        ...{ deviceSentAt: null, reason: null, recordedBy: who, evidence: { form: 'WALK_IN' } },
      });
      await this.tellCalled.execute(shift, [volunteerId]);
      await this.guesses.takeBack(who, name);
      return { status, punchId, volunteerId, punchedAt, message };
    } catch (error) {
      // A person who is known and cannot be written down is told of nothing: that stays a try. What nobody knows is none.
      if (error instanceof DomainError && error.kind === 'unavailable') await this.guesses.takeBack(who, name);
      throw error;
    }
  }

  private async personOf(actor: Actor, shift: ShiftView, name: string, lastFour: string): Promise<string> {
    const volunteerId = await this.recognise.inStreetByNameAndPhone(shift.divisionPath, name, lastFour);
    if (volunteerId === null) throw attendanceErrors.refuse('WALK_IN_NOT_RECOGNISED');
    if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw attendanceErrors.refuse('ROLL_CALL_SELF');
    return volunteerId;
  }
}
