import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Actor, systemActor } from '../../../platform/foundation/actor/actor';
import { GuardianLinks, needsGuardianConsentOn, VolunteerDirectory } from '../../../people/volunteers';
import { type OwnSignup, SignupDirectory } from '../persistence/signup-directory';
import { CancelSignup } from './cancel-signup';

const SHOWN = 50;
const REASON = '监护人收回了同意';

/** What a guardian has to do with the sign-ups of a child: sees them, and ends them by agreeing no longer. */
@Injectable()
export class ChildSignups {
  constructor(
    private readonly links: GuardianLinks,
    private readonly signups: SignupDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly cancelling: CancelSignup,
    private readonly clock: Clock,
  ) {}

  /** The latest, to whoever holds the link and the phone. @throws GUARDIAN_LINK_INVALID, PHONE_CODE_WRONG */
  async ofLink(actor: Actor, token: string, code: string): Promise<readonly OwnSignup[]> {
    const volunteerId = await this.links.childOf(actor, token, code);
    if (volunteerId === null) return [];
    const rows = await this.signups.ofVolunteer({
      volunteerId,
      status: undefined,
      limit: SHOWN,
      after: null,
      below: ['/'],
    });
    return rows.slice(0, SHOWN);
  }

  /**
   * Takes back what needs a consent that is there no longer: shifts that have not begun, in years in which the child needs
   * a guardian. Each under a key of its own, so that it may run again.
   */
  async cancelOpen(volunteerId: string): Promise<void> {
    const { birthDate } = await this.volunteers.byId(volunteerId);
    const names = await this.volunteers.displayNames([volunteerId]);
    if (birthDate === null || names.get(volunteerId)?.hasConsent('GUARDIAN') === true) return;
    for (const { id, startsAt } of await this.signups.upcomingOf(volunteerId, this.clock.now())) {
      if (!needsGuardianConsentOn(birthDate, localDayOf(startsAt.getTime()))) continue;
      const context = { actor: systemActor('guardian-withdrew'), idempotencyKey: `guardian-withdrew:${id}` };
      try {
        await this.cancelling.execute(context, { signupId: id, reason: REASON });
      } catch (error) {
        // Begun, called off or taken back in between: there is nothing left to take back.
        if (!(error instanceof DomainError)) throw error;
      }
    }
  }
}
