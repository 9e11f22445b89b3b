import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { type LoadKind, ShiftDirectory, SignupDirectory } from '../../../activities';
import { nameInitials, VolunteerDirectory } from '../../../../people/volunteers';
import { AttendanceDirectory } from '../../punching';

export interface RosterLine {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string;
  /** zgl for 赵桂兰; empty where there is no name. */
  readonly initials: string;
  readonly isSignedUp: boolean;
  /** What the person was warned of when signing up, and confirmed. */
  readonly loadMarks: readonly LoadKind[];
  readonly state: 'MISSING' | 'PRESENT' | 'LEFT';
  readonly checkedInAt: string | null;
  readonly checkedOutAt: string | null;
}

export interface Roster {
  readonly shiftId: string;
  readonly signedUpCount: number;
  readonly presentCount: number;
  readonly leftCount: number;
  readonly missingCount: number;
  readonly lines: readonly RosterLine[];
}

/** Who is signed up, who is here, who has left and who is missing, at this moment. */
@Injectable()
export class ShowRoster {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly signups: SignupDirectory,
    private readonly attendance: AttendanceDirectory,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, shiftId: string): Promise<Roster> {
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(shiftId));
    const signedUp = new Map((await this.signups.confirmed(shiftId)).map((signup) => [signup.volunteerId, signup]));
    const present = new Map((await this.attendance.ofShift(shiftId)).map((view) => [view.volunteerId, view]));
    const ids = [...new Set([...signedUp.keys(), ...present.keys()])];
    const names = await this.volunteers.displayNames(ids);
    const lines = ids.map((volunteerId): RosterLine => {
      const view = present.get(volunteerId);
      const person = names.get(volunteerId);
      return {
        volunteerId,
        volunteerNo: person?.volunteerNo ?? '',
        name: person?.name ?? person?.maskedName ?? '',
        initials: nameInitials(person?.name ?? ''),
        isSignedUp: signedUp.has(volunteerId),
        loadMarks: signedUp.get(volunteerId)?.loadMarks ?? [],
        state: view ? (view.state === 'IN' ? 'PRESENT' : 'LEFT') : 'MISSING',
        checkedInAt: view?.checkedInAt.toISOString() ?? null,
        checkedOutAt: view?.checkedOutAt?.toISOString() ?? null,
      };
    });
    const count = (state: RosterLine['state']): number => lines.filter((line) => line.state === state).length;
    return {
      shiftId,
      signedUpCount: signedUp.size,
      presentCount: count('PRESENT'),
      leftCount: count('LEFT'),
      missingCount: count('MISSING'),
      lines,
    };
  }
}
