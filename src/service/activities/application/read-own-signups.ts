import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { SignupStatus } from '../domain/activity-kinds';
import { type OwnSignup, SignupDirectory } from '../persistence/signup-directory';

export interface OwnSignupsQuery extends PageQuery {
  readonly status?: SignupStatus;
}

/** What a volunteer has signed up for, latest shift first. */
@Injectable()
export class ReadOwnSignups {
  constructor(private readonly signups: SignupDirectory) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async execute(actor: Actor, query: OwnSignupsQuery): Promise<Page<OwnSignup>> {
    const limit = limitOf(query);
    const rows = await this.signups.ofVolunteer({
      volunteerId: requireVolunteer(actor),
      status: query.status,
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
