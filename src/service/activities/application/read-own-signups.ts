import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../../people/volunteers';
import type { SignupStatus } from '../domain/activity-kinds';
import { type OwnSignup, SignupDirectory } from '../persistence/signup-directory';

export interface OwnSignupsQuery extends PageQuery {
  readonly status?: SignupStatus;
}

/** What a volunteer has signed up for, latest shift first. */
@Injectable()
export class ReadOwnSignups {
  constructor(
    private readonly signups: SignupDirectory,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async execute(actor: Actor, query: OwnSignupsQuery): Promise<Page<OwnSignup>> {
    return this.page(requireVolunteer(actor), query, ['/']);
  }

  /**
   * The same, to staff of the place of the volunteer: only for activities whose places they read, and without the reason in
   * the person's own words. Where somebody will be elsewhere is nothing that the own community has to know.
   *
   * @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID
   */
  async ofVolunteer(actor: Actor, volunteerId: string, query: OwnSignupsQuery): Promise<Page<OwnSignup>> {
    requireScope(actor, 'volunteer.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    const { items, next } = await this.page(volunteerId, query, scopesOf(actor, 'activity.read'));
    return { items: items.map((signup) => ({ ...signup, cancelReason: null })), next };
  }

  private async page(volunteerId: string, query: OwnSignupsQuery, below: readonly string[]): Promise<Page<OwnSignup>> {
    const limit = limitOf(query);
    const rows = await this.signups.ofVolunteer({
      volunteerId,
      status: query.status,
      below,
      limit,
      after: decodeCursor(query, 2),
    });
    return pageOf(
      rows,
      limit,
      (row) => [row.startsAt.toISOString(), row.id],
      (row) => row,
    );
  }
}
