import { Injectable } from '@nestjs/common';
import { SignupDirectory } from '../../../activities';
import { VolunteerDirectory } from '../../../../people/volunteers';
import type { PunchFacts } from '../domain/decide-punch';
import { AttendanceDirectory } from '../persistence/attendance-directory';

/** What the rule of a punch wants to know about the person. */
export type PersonFacts = Pick<PunchFacts, 'isVolunteerActive' | 'isSignedUp' | 'attendance'>;

/** Reads where a person stands towards a shift; only for punches whose refusal has to be explained. */
@Injectable()
export class PersonFactsSource {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly signups: SignupDirectory,
    private readonly attendance: AttendanceDirectory,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN */
  async of(shiftId: string, volunteerId: string): Promise<PersonFacts> {
    const { status } = await this.volunteers.byId(volunteerId);
    return {
      isVolunteerActive: status === 'ACTIVE',
      isSignedUp: await this.signups.isConfirmed(shiftId, volunteerId),
      attendance: await this.attendance.stateOf(shiftId, volunteerId),
    };
  }
}
