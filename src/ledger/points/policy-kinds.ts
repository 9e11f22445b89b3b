import { definePolicyKind, type PolicyLimits } from '../../place/policies';
import { pointsPolicySchema } from './domain/points-policy';
import { pointsPolicySentences, starsPolicySentences } from './domain/policy-sentences';
import { starsPolicySchema } from './domain/star-level';

/** How far a street may go: points of an hour, factors, bonuses; what is given by hand has ceilings of its own. */
const pointsLimits: PolicyLimits = {
  'rates.*.pointTenthsPerHour': { min: 0, max: 500 },
  'multipliers.*.percent': { min: 0, max: 300 },
  'gradePercent.*': { min: 0, max: 100 },
  'bonuses.*': { min: 0, max: 500 },
};
const starsLimits: PolicyLimits = { 'hoursPerStar.*': { min: 10, max: 20_000 } };

export const pointsPolicyKind = definePolicyKind('POINTS', pointsPolicySchema, pointsLimits, (policy, names) =>
  pointsPolicySentences(policy, names.category),
);
export const starsPolicyKind = definePolicyKind('STARS', starsPolicySchema, starsLimits, starsPolicySentences);
