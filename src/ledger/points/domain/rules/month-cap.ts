import { type CapRule, pointTenths } from './points-rule';

/** What one person may earn in a local month. */
export const monthCap = {
  code: 'MONTH',
  figure: 'monthPointTenths',
  schema: pointTenths.nullable(),
  earnedPointTenths: ({ earnedInMonthPointTenths }) => earnedInMonthPointTenths,
} as const satisfies CapRule;
