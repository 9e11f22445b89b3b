import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ReachByPhone } from '../../../../people/sms-receipts';
import { VolunteerDirectory } from '../../../../people/volunteers';
import { ShiftDirectory } from '../../../activities';
import { AttendanceDirectory } from '../../punching';
import { CalledPeople } from '../persistence/called-people';

export interface CallListLine {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string;
  readonly checkedInAt: string | null;
  readonly checkedOutAt: string | null;
}

export interface CallList {
  readonly shiftId: string;
  /** How many were written down by somebody else. */
  readonly calledCount: number;
  /** Of these the ones whom no phone tells and who left no trace or answer of their own; by number. */
  readonly lines: readonly CallListLine[];
}

/** Who has to be told by mouth that somebody else wrote down that they were there. */
@Injectable()
export class ShowCallList {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly called: CalledPeople,
    private readonly attendance: AttendanceDirectory,
    private readonly reach: ReachByPhone,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async execute(actor: Actor, shiftId: string): Promise<CallList> {
    requireTeamScope(actor, 'attendance.run', await this.shifts.byId(shiftId));
    const called = (await this.called.ofShift(shiftId)).filter(({ isCalled }) => isCalled);
    const silent = called
      .filter(({ isCalledOnly, isDenied }) => isCalledOnly && !isDenied)
      .map(({ volunteerId }) => volunteerId);
    const untold = [...(await this.reach.unreached(silent))];
    const [names, views] = await Promise.all([this.volunteers.displayNames(untold), this.attendance.ofShift(shiftId)]);
    const presences = new Map(views.map((view) => [view.volunteerId, view]));
    const lines = untold.map((volunteerId): CallListLine => {
      const [person, view] = [names.get(volunteerId), presences.get(volunteerId)];
      return {
        volunteerId,
        volunteerNo: person?.volunteerNo ?? '',
        name: person?.name ?? person?.maskedName ?? '',
        checkedInAt: view?.checkedInAt.toISOString() ?? null,
        checkedOutAt: view?.checkedOutAt?.toISOString() ?? null,
      };
    });
    return {
      ...{ shiftId, calledCount: called.length },
      lines: lines.sort((a, b) => (a.volunteerNo < b.volunteerNo ? -1 : 1)),
    };
  }
}
