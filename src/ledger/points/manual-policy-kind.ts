import { definePolicyKind, type PolicyLimits } from '../../place/policies';
import { manualPolicySchema } from './domain/manual-policy';

const limits: PolicyLimits = {
  personMonthPointTenths: { min: 0, max: 5_000 },
  askerMonthPointTenths: { min: 0, max: 100_000 },
};

/** Policies of the kind MANUAL have to fit the schema of the rule that reads them. */
export const manualPolicyKind = definePolicyKind('MANUAL', manualPolicySchema, limits);
