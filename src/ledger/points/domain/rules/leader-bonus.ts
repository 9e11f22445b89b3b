import { type BonusRule, pointTenths } from './points-rule';

/** Who leads the record's activity. */
export const leaderBonus = {
  code: 'LEADER',
  figure: 'leaderPointTenths',
  schema: pointTenths,
  applies: ({ duty }) => duty === 'LEADER',
} as const satisfies BonusRule;
