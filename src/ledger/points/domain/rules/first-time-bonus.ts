import { type BonusRule, pointTenths } from './points-rule';

/** Who has nothing in the accounts of minutes yet. */
export const firstTimeBonus = {
  code: 'FIRST_TIME',
  figure: 'firstTimePointTenths',
  schema: pointTenths,
  applies: ({ isFirstTime }) => isFirstTime,
} as const satisfies BonusRule;
