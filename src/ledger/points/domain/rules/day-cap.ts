import { type CapRule, pointTenths } from './points-rule';

/** What one person may earn on a local day. */
export const dayCap = {
  code: 'DAY',
  figure: 'dayPointTenths',
  schema: pointTenths.nullable(),
  earnedPointTenths: ({ earnedOnDayPointTenths }) => earnedOnDayPointTenths,
} as const satisfies CapRule;
