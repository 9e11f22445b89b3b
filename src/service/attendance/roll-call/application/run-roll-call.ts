import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../../platform/foundation/actor/actor';
import { ShiftDirectory, type ShiftView } from '../../../activities';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { PunchDesk, type PunchDirection, type PunchReceipt } from '../../punching';
import { attendanceErrors } from '../../errors';
import { lineRefusalOf, type LineRefusalStatus } from './line-refusal';
import { RestOfShift } from './rest-of-shift';
import { TellCalled } from './tell-called';

export interface RollCallLine {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly direction: PunchDirection;
}

export interface RestIsHereCommand {
  readonly shiftId: string;
  /** Made by the device and kept for repetitions, like a punch id. */
  readonly callId: string;
  readonly direction: PunchDirection;
}

export type RollCallAnswer =
  | PunchReceipt
  | {
      readonly status: LineRefusalStatus;
      readonly punchId: string;
      readonly volunteerId: string;
      readonly direction: PunchDirection;
      readonly code: string;
      readonly message: string;
    };

/**
 * The roll is called on the spot: each line stands for itself, with its own key and its own answer. Whoever is called is
 * told, and may say that it is not so.
 */
@Injectable()
export class RunRollCall {
  constructor(
    private readonly desk: PunchDesk,
    private readonly shifts: ShiftDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly rest: RestOfShift,
    private readonly tellCalled: TellCalled,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN; a line that is refused does not stop the others. */
  async execute(actor: Actor, shiftId: string, lines: readonly RollCallLine[]): Promise<readonly RollCallAnswer[]> {
    const shift = await this.shifts.byId(shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    return this.call(actor, shift, lines, 'CALLED');
  }

  /**
   * "The rest are here": everybody who is signed up and has not punched, or has not left. Nobody of them has been looked
   * at one by one, so each of their records goes to review.
   *
   * @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN
   */
  async callRest(actor: Actor, command: RestIsHereCommand): Promise<readonly RollCallAnswer[]> {
    const shift = await this.shifts.byId(command.shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    const ownId = actor.kind === 'USER' ? actor.volunteerId : null;
    const lines = (await this.rest.lines(command)).filter(({ volunteerId }) => volunteerId !== ownId);
    return this.call(actor, shift, lines, 'REST');
  }

  private async call(
    actor: Actor,
    shift: ShiftView,
    lines: readonly RollCallLine[],
    form: 'CALLED' | 'REST',
  ): Promise<readonly RollCallAnswer[]> {
    const answers: RollCallAnswer[] = [];
    for (const line of lines) answers.push(await this.answerTo(actor, shift.id, line, form));
    const called = answers.filter(({ status }) => status === 'RECORDED' || status === 'IN_REVIEW');
    await this.tellCalled.execute(
      shift,
      called.map(({ volunteerId }) => volunteerId),
    );
    return answers;
  }

  private async answerTo(
    actor: Actor,
    shiftId: string,
    line: RollCallLine,
    form: 'CALLED' | 'REST',
  ): Promise<RollCallAnswer> {
    try {
      if (actor.kind === 'USER' && actor.volunteerId === line.volunteerId) {
        throw attendanceErrors.refuse('ROLL_CALL_SELF');
      }
      await this.volunteers.activeById(line.volunteerId);
      return await this.desk.take({
        ...line,
        shiftId,
        method: 'ROLL_CALL',
        code: null,
        deviceSentAt: null,
        reason: null,
        recordedBy: actorIdOf(actor),
        ...(form === 'REST' && { evidence: { form } }),
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: lineRefusalOf(error), ...line, code: error.code, message: error.sentence };
    }
  }
}
