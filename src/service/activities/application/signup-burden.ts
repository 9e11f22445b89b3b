import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../kernel/interval';
import { localDayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { ageInYear, type VolunteerView } from '../../../people/volunteers';
import { PolicyDirectory } from '../../../place/policies';
import { loadSentence } from '../domain/load-sentence';
import { type LoadKind, loadWarnings, loadWindow } from '../domain/signup-load';
import type { ShiftView } from '../persistence/shift-directory';
import { SignupDirectory, type SignupTime } from '../persistence/signup-directory';
import { signupPolicyKind } from '../signup-policy-kind';

export interface BurdenWarning {
  readonly kind: LoadKind;
  readonly sentence: string;
}

/** What else the person has signed up for, as far as it matters to one shift. */
export interface Burden {
  /** The sign-up that shares time with the shift; null where there is none. */
  readonly overlap: SignupTime | null;
  readonly warnings: readonly BurdenWarning[];
}

/** Looks at rest and load around a shift, before the tap and again under the lock of the sign-up. */
@Injectable()
export class SignupBurden {
  constructor(
    private readonly signups: SignupDirectory,
    private readonly policies: PolicyDirectory,
  ) {}

  /** @throws POLICY_MISSING */
  async of(shift: ShiftView, volunteer: VolunteerView, tx?: Transaction): Promise<Burden> {
    const time = spanOf({ startsAt: shift.startsAt, endsAt: shift.extendedTo ?? shift.endsAt });
    const day = localDayOf(time.startMs);
    const others = await this.signups.within(volunteer.id, shift.id, loadWindow(time), tx);
    const { body } = await this.policies.effectiveAs(signupPolicyKind, shift.divisionPath, day, tx);
    const age = volunteer.birthDate === null ? null : ageInYear(volunteer.birthDate, day);
    const warnings = loadWarnings(time, others.map(spanOf), { ageInYear: age }, body.load);
    return {
      overlap: others.find((other) => other.isScheduled && sharesTime(spanOf(other), time)) ?? null,
      warnings: warnings.map((warning) => ({ kind: warning.kind, sentence: loadSentence(warning) })),
    };
  }
}

function spanOf({ startsAt, endsAt }: Pick<SignupTime, 'startsAt' | 'endsAt'>): Interval {
  return { startMs: startsAt.getTime(), endMs: endsAt.getTime() };
}

function sharesTime(one: Interval, other: Interval): boolean {
  return one.startMs < other.endMs && other.startMs < one.endMs;
}
