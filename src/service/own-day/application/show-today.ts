import { Injectable } from '@nestjs/common';
import { addDays, localDayOf, startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { CheckInMode } from '../../activities';
import { PunchTimes } from '../../attendance';
import { type CheckOutPreview, ListMissingCheckOuts, type MissingCheckOut, PreviewCheckOut } from '../../service-hours';
import { ownShiftState, type OwnShiftState, ownShiftStates } from '../domain/own-shift-state';
import { OwnDayReader, type OwnDuties, type OwnShiftRow } from '../persistence/own-day-reader';

/** One's own shift of today. Instants are ISO 8601. */
export interface OwnShift {
  readonly shiftId: string;
  readonly activityId: string;
  readonly title: string;
  readonly placeName: string;
  readonly teamName: string;
  readonly signupId: string | null;
  readonly positionName: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly checkInModes: readonly CheckInMode[];
  readonly state: OwnShiftState;
  readonly stateName: string;
  readonly checkedInAt: string | null;
  readonly checkedOutAt: string | null;
  readonly punchFrom: string;
  readonly punchUntil: string;
  readonly mayPunch: 'IN' | 'OUT' | null;
  readonly checkOutNow: CheckOutPreview | null;
  readonly recordId: string | null;
  readonly creditedMinutes: number | null;
}

export interface OwnToday {
  readonly day: string;
  readonly now: string;
  readonly shifts: readonly OwnShift[];
  readonly next: OwnShift | null;
  readonly duties: OwnDuties & { readonly missingCheckOuts: readonly MissingCheckOut[] };
}

/** What today is for a volunteer: the shift now, the next one, and what waits for an answer. */
@Injectable()
export class ShowToday {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: OwnDayReader,
    private readonly missing: ListMissingCheckOuts,
    private readonly preview: PreviewCheckOut,
    private readonly times: PunchTimes,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async execute(actor: Actor): Promise<OwnToday> {
    const volunteerId = requireVolunteer(actor);
    const now = this.clock.now();
    const day = localDayOf(now.getTime());
    const until = new Date(startOfDayMs(addDays(day, 1)));
    const rows = await this.reader.shifts(volunteerId, new Date(startOfDayMs(day)), until);
    const shifts: OwnShift[] = [];
    for (const row of rows) shifts.push(await this.shown(volunteerId, row, now));
    const { items: missingCheckOuts } = await this.missing.execute(actor);
    return {
      ...{ day, now: now.toISOString() },
      shifts: shifts.filter((_, index) => (rows[index]?.startsAt ?? until) < until),
      next: shifts.find((_, index) => (rows[index]?.startsAt ?? now) >= until) ?? null,
      duties: { ...(await this.reader.duties(volunteerId)), missingCheckOuts },
    };
  }

  private async shown(volunteerId: string, row: OwnShiftRow, now: Date): Promise<OwnShift> {
    const isClosed = row.shiftStatus === 'CLOSED';
    const state = ownShiftState({ ...row, isClosed });
    const { from, until } = await this.times.of(row);
    const isOpen = !isClosed && now >= from && now <= until;
    const { shiftId, activityId, title, placeName, teamName, signupId, positionName, checkInModes } = row;
    return {
      ...{ shiftId, activityId, title, placeName, teamName, signupId, positionName, checkInModes, state },
      ...{ recordId: row.recordId, creditedMinutes: row.creditedMinutes },
      stateName: ownShiftStates[state],
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      checkedInAt: row.checkedInAt?.toISOString() ?? null,
      checkedOutAt: row.checkedOutAt?.toISOString() ?? null,
      punchFrom: from.toISOString(),
      punchUntil: until.toISOString(),
      mayPunch: isOpen ? nextPunch(state) : null,
      checkOutNow: state === 'CHECKED_IN' ? await this.checkOutNow(volunteerId, shiftId) : null,
    };
  }

  /** Only the shift under way asks: nobody is checked in to several for long. */
  private checkOutNow(volunteerId: string, shiftId: string): Promise<CheckOutPreview> {
    return this.unitOfWork.snapshot((tx) => this.preview.of(tx, { shiftId, volunteerId }));
  }
}

function nextPunch(state: OwnShiftState): 'IN' | 'OUT' | null {
  if (state === 'CHECKED_IN') return 'OUT';
  return state === 'SIGNED_UP' ? 'IN' : null;
}
