import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import type { Actor } from '../../../platform/identity/actor';
import type { ShiftView } from '../../activities';
import { punchWindow, ShiftFactsSource } from '../../attendance';
import { VolunteerDirectory, volunteerErrors } from '../../volunteers';
import type { SheetLine } from '../domain/compare-sheets';
import { areTimesPossible } from '../domain/entered-times';
import { lateEntryErrors } from '../errors';

/** What lines have to fulfil that are entered after the fact; of all lines the first wrong one is named. */
@Injectable()
export class EnteredLineRules {
  constructor(
    private readonly facts: ShiftFactsSource,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws SHEET_LINE_DOUBLE, ENTRY_OWN, VOLUNTEER_UNKNOWN, ENTRY_TIMES_INVALID */
  async check(tx: Transaction, actor: Actor, shift: ShiftView, lines: readonly SheetLine[]): Promise<void> {
    const ids = lines.map(({ volunteerId }) => volunteerId);
    const double = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (double >= 0) throw lateEntryErrors.refuse('SHEET_LINE_DOUBLE', { field: `lines[${double}].volunteerId` });
    const own = actor.kind === 'USER' && actor.volunteerId !== null ? ids.indexOf(actor.volunteerId) : -1;
    if (own >= 0) throw lateEntryErrors.refuse('ENTRY_OWN', { field: `lines[${own}].volunteerId` });
    const known = await this.volunteers.displayNames(ids, tx);
    const unknown = ids.findIndex((id) => !known.has(id));
    if (unknown >= 0) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: `lines[${unknown}].volunteerId` });
    await this.checkTimes(shift, lines, (index) => `lines[${index}].checkedInAt`);
  }

  /** @throws ENTRY_TIMES_INVALID */
  async checkTimes(
    shift: ShiftView,
    lines: readonly Pick<SheetLine, 'checkedInAt' | 'checkedOutAt'>[],
    fieldOf: (index: number) => string,
  ): Promise<void> {
    const { policy } = await this.facts.load(shift.id);
    const window = punchWindow(
      {
        plannedStartMs: shift.startsAt.getTime(),
        plannedEndMs: shift.endsAt.getTime(),
        extendedEndMs: shift.extendedTo?.getTime() ?? null,
      },
      policy,
    );
    const wrong = lines.findIndex(
      ({ checkedInAt, checkedOutAt }) =>
        !areTimesPossible({ inMs: Date.parse(checkedInAt), outMs: Date.parse(checkedOutAt), window }),
    );
    if (wrong >= 0) throw lateEntryErrors.refuse('ENTRY_TIMES_INVALID', { field: fieldOf(wrong) });
  }
}
