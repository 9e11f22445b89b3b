import { Injectable } from '@nestjs/common';
import { requireTeamScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ReachByPhone } from '../../../people/sms-receipts';
import { VolunteerDirectory } from '../../../people/volunteers';
import { ActivityDirectory, type ActivityShiftView, type ActivityView } from '../persistence/activity-directory';
import { type Awaited, SignupDirectory } from '../persistence/signup-directory';
import { ShiftDirectory } from '../persistence/shift-directory';

/** Somebody whom no phone tells. */
export interface UntoldPerson {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string;
  /** The first of the shifts that the person was to come to. */
  readonly startsAt: string;
}

/** Whom it concerns that shifts are called off: before, who would be told; afterwards, who was. Counts are people. */
export interface Cancellation {
  readonly activityId: string;
  readonly title: string;
  readonly placeName: string;
  readonly isCancelled: boolean;
  readonly reason: string | null;
  /** The shifts that would be called off, or were. */
  readonly shifts: readonly Pick<ActivityShiftView, 'id' | 'startsAt' | 'endsAt' | 'status'>[];
  readonly peopleCount: number;
  readonly textCount: number;
  readonly inboxCount: number;
  readonly untold: readonly UntoldPerson[];
}

/** What calling off comes to: how many are awaited, how they hear of it, and who has to be told by mouth. */
@Injectable()
export class ShowCancellation {
  constructor(
    private readonly shifts: ShiftDirectory,
    private readonly directory: ActivityDirectory,
    private readonly signups: SignupDirectory,
    private readonly reach: ReachByPhone,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws SHIFT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async ofShift(actor: Actor, shiftId: string): Promise<Cancellation> {
    const shift = await this.shifts.byId(shiftId);
    requireTeamScope(actor, 'activity.manage', shift);
    const activity = await this.directory.byId(shift.activityId);
    const own = activity.shifts.filter(({ id }) => id === shiftId);
    return this.of(activity, own, shift.status === 'CANCELLED', own[0]?.cancelReason ?? null);
  }

  /** @throws ACTIVITY_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async ofActivity(actor: Actor, activityId: string): Promise<Cancellation> {
    requireTeamScope(actor, 'activity.manage', await this.directory.scopeOf(activityId));
    const activity = await this.directory.byId(activityId);
    const isCancelled = activity.status === 'CANCELLED';
    // One that had been called off for another reason was told then.
    const concerned = activity.shifts.filter(({ status, cancelReason }) =>
      isCancelled ? status === 'CANCELLED' && cancelReason === activity.cancelReason : status === 'SCHEDULED',
    );
    return this.of(activity, concerned, isCancelled, activity.cancelReason);
  }

  private async of(
    { id: activityId, title, placeName }: ActivityView,
    shifts: readonly ActivityShiftView[],
    isCancelled: boolean,
    reason: string | null,
  ): Promise<Cancellation> {
    const first = new Map<string, Awaited>();
    for (const awaited of await this.signups.awaited(shifts.map(({ id }) => id))) {
      if (!first.has(awaited.volunteerId)) first.set(awaited.volunteerId, awaited);
    }
    const ways = await this.reach.ways([...first.keys()]);
    const count = (wanted: string): number => [...ways.values()].filter((way) => way === wanted).length;
    return {
      ...{ activityId, title, placeName, isCancelled, reason },
      shifts: shifts.map(({ id, startsAt, endsAt, extendedTo, status }) => ({
        ...{ id, startsAt, status },
        endsAt: extendedTo ?? endsAt,
      })),
      ...{ peopleCount: first.size, textCount: count('TEXT'), inboxCount: count('INBOX') },
      untold: await this.named([...first.values()].filter(({ volunteerId }) => ways.get(volunteerId) === null)),
    };
  }

  private async named(people: readonly Awaited[]): Promise<readonly UntoldPerson[]> {
    const names = await this.volunteers.displayNames(people.map(({ volunteerId }) => volunteerId));
    return people
      .map(({ volunteerId, startsAt }): UntoldPerson => {
        const person = names.get(volunteerId);
        return {
          ...{ volunteerId, volunteerNo: person?.volunteerNo ?? '' },
          ...{ name: person?.name ?? person?.maskedName ?? '', startsAt: startsAt.toISOString() },
        };
      })
      .sort((a, b) => (a.volunteerNo < b.volunteerNo ? -1 : 1));
  }
}
