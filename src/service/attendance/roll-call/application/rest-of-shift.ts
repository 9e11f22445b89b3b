import { Injectable } from '@nestjs/common';
import { SignupDirectory } from '../../../activities';
import { restPunchId } from '../domain/rest-call';
import { AttendanceDirectory, PunchClaimRepository, type PunchDirection } from '../../punching';

/** Who "the rest" of a shift is. */
@Injectable()
export class RestOfShift {
  constructor(
    private readonly signups: SignupDirectory,
    private readonly attendance: AttendanceDirectory,
    private readonly claims: PunchClaimRepository,
  ) {}

  /**
   * Checking in: signed up and not there yet; checking out: there and not gone. A call that is repeated names the same
   * people again, because their lines have the same keys.
   */
  async lines(call: { readonly shiftId: string; readonly callId: string; readonly direction: PunchDirection }) {
    const { shiftId, callId, direction } = call;
    const present = new Map((await this.attendance.ofShift(shiftId)).map((line) => [line.volunteerId, line.state]));
    const signedUp = (await this.signups.confirmed(shiftId)).map(({ volunteerId }) => volunteerId);
    const everybody = [...new Set([...signedUp, ...present.keys()])].map((volunteerId) => ({
      ...{ volunteerId, direction },
      punchId: restPunchId(callId, volunteerId),
    }));
    const repeated = new Set((await this.claims.recorded(everybody)).map(({ volunteerId }) => volunteerId));
    return everybody.filter(({ volunteerId }) => {
      const state = present.get(volunteerId);
      return repeated.has(volunteerId) || (direction === 'IN' ? state === undefined : state === 'IN');
    });
  }
}
