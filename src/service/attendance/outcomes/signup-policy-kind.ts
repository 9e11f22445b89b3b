import { definePolicyKind, type PolicyLimits } from '../../../place/policies';
import { signupPolicySchema } from './domain/signup-outcome';

const limits: PolicyLimits = { lateCancelMinutes: { min: 0, max: 10_080 }, excuseMinutes: { min: 0, max: 20_160 } };

/** Policies of the kind SIGNUP have to fit the schema of the rule that reads them. */
export const signupPolicyKind = definePolicyKind('SIGNUP', signupPolicySchema, limits);
