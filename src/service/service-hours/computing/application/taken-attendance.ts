import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { ShiftView } from '../../../activities';
import { attendancePolicyKind, CalledPeople } from '../../../attendance';
import { PolicyDirectory } from '../../../../place/policies';
import type { TakenFacts } from '../domain/hours-types';
import { areTooManyCalled, NOTHING_TAKEN } from '../domain/taken-by-others';

/** How the attendance of a shift was taken, person by person. */
export type TakenOf = (volunteerId: string) => TakenFacts;

const MINUTE_MS = 60_000;

/** Looks at a shift as a whole: one person's record depends on how many others are there by somebody's word alone. */
@Injectable()
export class TakenAttendance {
  constructor(
    private readonly called: CalledPeople,
    private readonly policies: PolicyDirectory,
  ) {}

  /** @throws POLICY_MISSING */
  async of(tx: Transaction, shift: ShiftView): Promise<TakenOf> {
    const day = localDayOf(shift.startsAt.getTime());
    const { body } = await this.policies.effectiveAs(attendancePolicyKind, shift.divisionPath, day, tx);
    const people = await this.called.ofShift(shift.id, tx);
    const calledOnly = people.filter(({ isCalledOnly }) => isCalledOnly).length;
    const isTooMany = areTooManyCalled(calledOnly, people.length, body.calledPercent);
    const lateStartMs = (shift.declaredAt?.getTime() ?? 0) - shift.startsAt.getTime();
    const lateStartMinutes = Math.max(0, Math.ceil(lateStartMs / MINUTE_MS));
    const byId = new Map(people.map((person) => [person.volunteerId, person]));
    return (volunteerId) => {
      const person = byId.get(volunteerId);
      if (!person) return { ...NOTHING_TAKEN, lateStartMinutes };
      return {
        lateStartMinutes,
        lateLineMinutes: person.lateMinutes ?? 0,
        calledPercent: isTooMany && person.isCalledOnly ? body.calledPercent : null,
        isRest: person.isRest,
        isDenied: person.isDenied,
      };
    };
  }
}
