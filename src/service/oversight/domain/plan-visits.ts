import type { SignalLimits } from './signal-limits';

export type VisitCause = 'NO_PHONE' | 'SHARED_PHONE' | 'MANY_A_DAY' | 'MONTH_SHARE';

/** Somebody whom staff has registered. */
export interface StaffRegistration {
  readonly volunteerId: string;
  readonly divisionId: string;
  readonly registeredBy: string;
  /** How many people go by the same phone, this one among them; 0 without a phone. */
  readonly phonePeople: number;
  /** Drawn before: nobody is visited twice. */
  readonly isDrawn: boolean;
  readonly limits: VisitLimits;
}

export type VisitLimits = Pick<
  SignalLimits,
  'visitDayRegistrations' | 'visitMonthPercent' | 'visitSharedPhonePeople' | 'visitSharePercent' | 'visitsAtMost'
>;

export interface VisitCandidate {
  readonly volunteerId: string;
  readonly cause: VisitCause;
}

/** What one person registered in the period, whatever accounts that person used. */
export interface VisitGroup {
  readonly accounts: readonly string[];
  readonly divisionId: string;
  readonly total: number;
  /** Without a phone of their own. */
  readonly weak: number;
  /** More on one day, or more of them weak in a month, than the policy lets pass: worth a signal. */
  readonly isOdd: boolean;
  readonly candidates: readonly VisitCandidate[];
  /** How many of the candidates are visited. */
  readonly sampleSize: number;
}

/** Accounts that count as one person, by what they have in common. @param marks of each account, in any order */
export function registrarsOf(marks: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> {
  const heads = new Map<string, string>();
  const headOf = (mark: string): string => {
    const next = heads.get(mark) ?? mark;
    return next === mark ? mark : headOf(next);
  };
  for (const [account, own] of marks) {
    for (const mark of own) {
      const [one, other] = [headOf(account), headOf(mark)].sort();
      if (one !== undefined && other !== undefined && one !== other) heads.set(other, one);
    }
  }
  return new Map([...marks.keys()].map((account) => [account, headOf(account)]));
}

/**
 * Who can be drawn for a visit. Of a day: whoever has no phone of the own, and everybody where one person registered more
 * than the limit. Of a month: everybody of a person of whose registrations more than the share is weak.
 *
 * @param registrarOf the person behind an account.
 * @returns in an order that does not depend on the order of the registrations.
 */
export function planVisits(
  kind: 'DAY' | 'MONTH',
  registrations: readonly StaffRegistration[],
  registrarOf: (account: string) => string,
): readonly VisitGroup[] {
  const groups = new Map<string, StaffRegistration[]>();
  for (const registration of [...registrations].sort((a, b) => (a.volunteerId < b.volunteerId ? -1 : 1))) {
    const key = registrarOf(registration.registeredBy);
    groups.set(key, [...(groups.get(key) ?? []), registration]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const group = groupOf(kind, members);
      return group === null ? [] : [group];
    });
}

function groupOf(kind: 'DAY' | 'MONTH', members: readonly StaffRegistration[]): VisitGroup | null {
  const [first] = members;
  if (!first) return null;
  // Places may differ in their limits: the strictest of those concerned counts.
  const limits = strictest(members.map((member) => member.limits));
  const weak = members.filter((member) => weaknessOf(member) !== null);
  const isOdd =
    kind === 'DAY'
      ? members.length > limits.visitDayRegistrations
      : weak.length * 100 > members.length * limits.visitMonthPercent;
  const further = kind === 'DAY' ? ('MANY_A_DAY' as const) : ('MONTH_SHARE' as const);
  const candidates = members
    .filter(({ isDrawn }) => !isDrawn)
    .flatMap((member) => {
      const cause = kind === 'DAY' ? (weaknessOf(member) ?? (isOdd ? further : null)) : isOdd ? further : null;
      return cause === null ? [] : [{ volunteerId: member.volunteerId, cause }];
    });
  if (candidates.length === 0 && !isOdd) return null;
  return {
    accounts: [...new Set(members.map(({ registeredBy }) => registeredBy))].sort(),
    ...{ divisionId: first.divisionId, total: members.length, weak: weak.length, isOdd, candidates },
    sampleSize: sizeOf(candidates.length, limits),
  };
}

function weaknessOf({ phonePeople, limits }: StaffRegistration): 'NO_PHONE' | 'SHARED_PHONE' | null {
  if (phonePeople === 0) return 'NO_PHONE';
  return phonePeople >= limits.visitSharedPhonePeople ? 'SHARED_PHONE' : null;
}

function sizeOf(count: number, limits: VisitLimits): number {
  return Math.min(count, limits.visitsAtMost, Math.ceil((count * limits.visitSharePercent) / 100));
}

function strictest(limits: readonly VisitLimits[]): VisitLimits {
  return limits.reduce((a, b) => ({
    visitDayRegistrations: Math.min(a.visitDayRegistrations, b.visitDayRegistrations),
    visitMonthPercent: Math.min(a.visitMonthPercent, b.visitMonthPercent),
    visitSharedPhonePeople: Math.min(a.visitSharedPhonePeople, b.visitSharedPhonePeople),
    visitSharePercent: Math.max(a.visitSharePercent, b.visitSharePercent),
    visitsAtMost: Math.max(a.visitsAtMost, b.visitsAtMost),
  }));
}
