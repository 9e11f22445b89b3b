import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, localDayOf, parseLocalDay, startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import type { ActivityCategory, ShiftStatus } from '../domain/activity-kinds';
import { activityErrors } from '../errors';
import {
  type DayCount,
  type KeptShift,
  type ListedShift,
  ShiftListing,
  type ShiftQuestion,
} from '../persistence/shift-listing';

export interface ShiftsQuery extends PageQuery {
  /** Local days, both included; without them today and the six days behind. */
  readonly from?: string;
  readonly until?: string;
  readonly divisionId?: string;
  readonly teamId?: string;
  readonly category?: ActivityCategory;
  readonly status?: ShiftStatus;
}

const WEEK = 6;
const MOST_DAYS = 62;

/** Shows shifts by day: to everybody those of published activities, with who came to those who hold them. */
@Injectable()
export class BrowseShifts {
  constructor(
    private readonly listing: ShiftListing,
    private readonly divisions: DivisionDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws SHIFT_RANGE_INVALID, DIVISION_UNKNOWN, CURSOR_INVALID */
  async published(query: ShiftsQuery): Promise<Page<ListedShift>> {
    return this.listing.published(await this.questionOf(query));
  }

  /** @throws SHIFT_RANGE_INVALID, DIVISION_UNKNOWN, CURSOR_INVALID */
  async kept(actor: Actor, query: ShiftsQuery): Promise<Page<KeptShift>> {
    const volunteerId = actor.kind === 'USER' ? actor.volunteerId : null;
    const keeper = { scopes: scopesOf(actor, 'attendance.run'), volunteerId };
    return this.listing.kept(keeper, await this.questionOf(query));
  }

  /** Every day of the range, those without shifts too. @throws SHIFT_RANGE_INVALID, DIVISION_UNKNOWN */
  async days(query: ShiftsQuery): Promise<readonly DayCount[]> {
    const { first, last } = this.rangeOf(query);
    const found = new Map((await this.listing.days(await this.questionOf(query))).map((count) => [count.day, count]));
    const days: DayCount[] = [];
    for (let day = first; day <= last; day = addDays(day, 1)) {
      days.push(found.get(day) ?? { day, shiftCount: 0, freeSeats: 0 });
    }
    return days;
  }

  private async questionOf({ divisionId, from, until, ...rest }: ShiftsQuery): Promise<ShiftQuestion> {
    const { first, last } = this.rangeOf({
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    });
    const divisionPath = divisionId === undefined ? '/' : (await this.divisions.byId(divisionId)).path;
    const span = { from: new Date(startOfDayMs(first)), until: new Date(startOfDayMs(addDays(last, 1))) };
    return { ...rest, ...span, divisionPath };
  }

  private rangeOf({ from, until }: Pick<ShiftsQuery, 'from' | 'until'>): { first: LocalDay; last: LocalDay } {
    const first = (from === undefined ? null : parseLocalDay(from)) ?? localDayOf(this.clock.nowMs());
    const last = (until === undefined ? null : parseLocalDay(until)) ?? addDays(first, WEEK);
    if (last < first || last > addDays(first, MOST_DAYS)) {
      throw activityErrors.refuse('SHIFT_RANGE_INVALID', { field: 'until' });
    }
    return { first, last };
  }
}
