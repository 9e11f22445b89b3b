import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error';
import { requireTeamScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { ShiftDirectory } from '../../activities';
import { VolunteerDirectory } from '../../volunteers';
import type { PunchDirection } from '../domain/rotating-code';
import { attendanceErrors } from '../errors';
import { lineRefusalOf, type LineRefusalStatus } from './line-refusal';
import { PunchDesk, type PunchReceipt } from './punch-desk';

export interface RollCallLine {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly direction: PunchDirection;
}

export type RollCallAnswer =
  | ({ readonly status: 'RECORDED' } & PunchReceipt)
  | {
      readonly status: LineRefusalStatus;
      readonly punchId: string;
      readonly volunteerId: string;
      readonly direction: PunchDirection;
      readonly code: string;
      readonly message: string;
    };

/** The leader calls the roll on the spot: each line stands for itself, with its own key and its own answer. */
@Injectable()
export class RunRollCall {
  constructor(
    private readonly desk: PunchDesk,
    private readonly shifts: ShiftDirectory,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN; a line that is refused does not stop the others. */
  async execute(actor: Actor, shiftId: string, lines: readonly RollCallLine[]): Promise<readonly RollCallAnswer[]> {
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(shiftId));
    const answers: RollCallAnswer[] = [];
    for (const line of lines) answers.push(await this.answerTo(actor, shiftId, line));
    return answers;
  }

  private async answerTo(actor: Actor, shiftId: string, line: RollCallLine): Promise<RollCallAnswer> {
    try {
      if (actor.kind === 'USER' && actor.volunteerId === line.volunteerId) {
        throw attendanceErrors.refuse('ROLL_CALL_SELF');
      }
      await this.volunteers.activeById(line.volunteerId);
      const receipt = await this.desk.take({
        ...line,
        shiftId,
        method: 'ROLL_CALL',
        code: null,
        deviceSentAt: null,
        reason: null,
        recordedBy: actorIdOf(actor),
      });
      return { status: 'RECORDED', ...receipt };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { status: lineRefusalOf(error), ...line, code: error.code, message: error.sentence };
    }
  }
}
