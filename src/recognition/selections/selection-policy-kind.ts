import { definePolicyKind, type PolicyLimits } from '../../place/policies';
import { selectionPolicySchema } from './domain/selection-policy';

const limits: PolicyLimits = {
  'eligibility.minAppointedMonths': { min: 0, max: 24 },
  'eligibility.minRecords': { min: 0, max: 100 },
  'quota.ratioBasisPoints': { min: 0, max: 5_000 },
  // The database holds to seven days; a street may only be stricter.
  lateAssessmentDays: { min: 0, max: 7 },
  'quota.minPerGroup': { min: 0, max: 20 },
};

/** Policies of the kind SELECTION have to fit the schema of the rule that reads them. */
export const selectionPolicyKind = definePolicyKind('SELECTION', selectionPolicySchema, limits);
