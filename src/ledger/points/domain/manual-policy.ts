import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';

const pointTenths = z.int().min(0).max(1_000_000);

/** How much may be given or taken by hand in a local month. Data with a version, per street. */
export const manualPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** To one person, and likewise from one person. */
  personMonthPointTenths: pointTenths,
  /** On the word of one who asks, given and taken together. */
  askerMonthPointTenths: pointTenths,
});

export type ManualPolicy = Readonly<z.infer<typeof manualPolicySchema>>;

/** What was posted by hand in a month, without what is to come; never negative. */
export interface MonthByHand {
  /** Of the same sign, for the person. */
  readonly personPointTenths: number;
  /** Of both signs, by who asks. */
  readonly askerPointTenths: number;
}

/** Which ceiling an amount would break; null where none. Exactly the ceiling is allowed. */
export function ceilingBroken(
  pointTenths: number,
  month: MonthByHand,
  policy: ManualPolicy,
): 'PERSON' | 'ASKER' | null {
  const amount = Math.abs(pointTenths);
  if (month.personPointTenths + amount > policy.personMonthPointTenths) return 'PERSON';
  return month.askerPointTenths + amount > policy.askerMonthPointTenths ? 'ASKER' : null;
}
