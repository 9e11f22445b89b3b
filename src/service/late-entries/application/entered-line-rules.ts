import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { PersonTies } from '../../../platform/security/decisions';
import type { ShiftView } from '../../activities';
import { punchWindow, ShiftFactsSource } from '../../attendance';
import { VolunteerDirectory, volunteerErrors } from '../../../people/volunteers';
import type { SheetLine } from '../domain/compare-sheets';
import { areTimesPossible } from '../domain/entered-times';
import { lateEntryErrors } from '../errors';

/** What lines have to fulfil that are entered after the fact; of all lines the first wrong one is named. */
@Injectable()
export class EnteredLineRules {
  constructor(
    private readonly facts: ShiftFactsSource,
    private readonly volunteers: VolunteerDirectory,
    private readonly ties: PersonTies,
  ) {}

  /** @throws SHEET_LINE_DOUBLE, ENTRY_OWN, ENTRY_OWN_HOUSEHOLD, VOLUNTEER_UNKNOWN, ENTRY_TIMES_INVALID */
  async check(tx: Transaction, actor: Actor, shift: ShiftView, lines: readonly SheetLine[]): Promise<void> {
    const ids = lines.map(({ volunteerId }) => volunteerId);
    const double = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (double >= 0) throw lateEntryErrors.refuse('SHEET_LINE_DOUBLE', { field: `lines[${double}].volunteerId` });
    const own = actor.kind === 'USER' && actor.volunteerId !== null ? ids.indexOf(actor.volunteerId) : -1;
    if (own >= 0) throw lateEntryErrors.refuse('ENTRY_OWN', { field: `lines[${own}].volunteerId` });
    await this.requireOthersLines(tx, actor, shift, ids);
    const known = await this.volunteers.displayNames(ids, tx);
    const unknown = ids.findIndex((id) => !known.has(id));
    if (unknown >= 0) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: `lines[${unknown}].volunteerId` });
    await this.checkTimes(shift, lines, (index) => `lines[${index}].checkedInAt`);
  }

  /**
   * Two readings are by two persons: not by two accounts of one, nor of one household.
   *
   * @throws SHEET_READ_BY_ONE
   */
  async requireOtherReader(
    tx: Transaction,
    reader: string,
    shift: ShiftView,
    readers: readonly string[],
  ): Promise<void> {
    for (const other of readers) {
      if (other !== reader && (await this.ties.areOnePerson(reader, other, tiesSince(shift), tx))) {
        throw lateEntryErrors.refuse('SHEET_READ_BY_ONE');
      }
    }
  }

  private async requireOthersLines(
    tx: Transaction,
    actor: Actor,
    shift: ShiftView,
    ids: readonly string[],
  ): Promise<void> {
    const decider = actorIdOf(actor);
    const facts = { askedBy: 'system:paper', hands: [], beganAt: tiesSince(shift) };
    const ties = await this.ties.between(
      ids.map((id) => ({ decider, facts: { ...facts, concerned: [id] } })),
      tx,
    );
    const near = ties.findIndex((tie) => tie === 'OWN' || tie === 'HOUSEHOLD');
    if (near < 0) return;
    const code = ties[near] === 'OWN' ? 'ENTRY_OWN' : 'ENTRY_OWN_HOUSEHOLD';
    throw lateEntryErrors.refuse(code, { field: `lines[${near}].volunteerId` });
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

/** Ties count since the shift was put on the plan. */
export function tiesSince({ startsAt, declaredAt }: Pick<ShiftView, 'startsAt' | 'declaredAt'>): Date {
  return declaredAt !== null && declaredAt < startsAt ? declaredAt : startsAt;
}
