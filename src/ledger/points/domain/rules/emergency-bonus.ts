import { type BonusRule, pointTenths } from './points-rule';

/** Who came when help was called at once. */
export const emergencyBonus = {
  code: 'EMERGENCY',
  figure: 'emergencyPointTenths',
  schema: pointTenths,
  applies: ({ isEmergency }) => isEmergency,
} as const satisfies BonusRule;
