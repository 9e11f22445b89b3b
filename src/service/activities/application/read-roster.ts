import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { nameInitials, VolunteerDirectory } from '../../../people/volunteers';
import { ShiftDirectory } from '../persistence/shift-directory';
import { type RosterSignup, SignupDirectory } from '../persistence/signup-directory';

export interface RosterLine extends RosterSignup {
  readonly volunteerNo: string;
  /** null after the volunteer closed the account. */
  readonly name: string | null;
  /** zgl for 赵桂兰; empty where there is no name. */
  readonly initials: string;
}

/** Who comes to a shift, with names: for those who hold it, its leader and the staff of its place. */
@Injectable()
export class ReadRoster {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly signups: SignupDirectory,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, shiftId: string): Promise<readonly RosterLine[]> {
    const shift = await this.shifts.byId(shiftId);
    requireTeamScope(actor, 'attendance.run', shift);
    const signups = await this.signups.roster(shiftId);
    const names = await this.volunteers.displayNames(signups.map(({ volunteerId }) => volunteerId));
    return signups.map((signup) => {
      const person = names.get(signup.volunteerId);
      const name = person?.name ?? null;
      return { ...signup, volunteerNo: person?.volunteerNo ?? '', name, initials: nameInitials(name ?? '') };
    });
  }
}
