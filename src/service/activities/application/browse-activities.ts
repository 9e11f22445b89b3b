import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { requireTeamScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import type { ActivityCategory, ActivityKind } from '../domain/activity-kinds';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { type ActivityListItem, ActivityListing, type ManagedQuestion } from '../persistence/activity-listing';

export interface BrowseQuestion extends PageQuery {
  readonly divisionId?: string;
  readonly category?: ActivityCategory;
  readonly kind?: ActivityKind;
}

/** Shows activities: the published ones to everybody, all of them to those who manage them. */
@Injectable()
export class BrowseActivities {
  constructor(
    private readonly listing: ActivityListing,
    private readonly directory: ActivityDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async published(question: BrowseQuestion): Promise<Page<ActivityListItem>> {
    const { divisionId, ...rest } = question;
    const divisionPath = divisionId === undefined ? '/' : (await this.divisions.byId(divisionId)).path;
    return this.listing.published({ ...rest, divisionPath, from: this.clock.now() });
  }

  /** @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async managed(
    actor: Actor,
    { divisionId, ...rest }: Omit<ManagedQuestion, 'divisionPath'> & { readonly divisionId?: string },
  ): Promise<Page<ActivityListItem>> {
    const divisionPath = divisionId === undefined ? '/' : (await this.divisions.byId(divisionId)).path;
    return this.listing.managed(actor, { ...rest, divisionPath }, this.clock.now());
  }

  /** Also drafts. @throws ACTIVITY_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async managedOne(actor: Actor, activityId: string): Promise<ActivityView> {
    requireTeamScope(actor, 'activity.manage', await this.directory.scopeOf(activityId));
    return this.directory.byId(activityId);
  }
}
