import { Injectable } from '@nestjs/common';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../../people/volunteers';
import { ShiftDirectory } from '../persistence/shift-directory';
import { type Burden, SignupBurden } from './signup-burden';

/** What somebody ought to know before signing up: said before the tap, not after it. */
@Injectable()
export class CheckSignup {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly burden: SignupBurden,
  ) {}

  /** @throws SHIFT_UNKNOWN, VOLUNTEER_ACCOUNT_REQUIRED */
  async execute(actor: Actor, shiftId: string): Promise<Burden> {
    const volunteer = await this.volunteers.byId(requireVolunteer(actor));
    return this.burden.of(await this.shifts.byId(shiftId), volunteer);
  }
}
