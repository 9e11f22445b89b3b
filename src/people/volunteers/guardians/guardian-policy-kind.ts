import { definePolicyKind, type PolicyLimits } from '../../../place/policies';
import { guardianPolicySchema } from './domain/guardian-policy';

const limits: PolicyLimits = {
  linkDays: { min: 1, max: 30 },
  nameTries: { min: 1, max: 10 },
  textsPerPhoneDay: { min: 1, max: 20 },
  childrenPerPhone: { min: 1, max: 20 },
};

/** Policies of the kind GUARDIAN have to fit the schema of the rules that read them. */
export const guardianPolicyKind = definePolicyKind('GUARDIAN', guardianPolicySchema, limits);
