import { definePolicyKind, type PolicyLimits } from '../../place/policies';
import { signupPolicySchema } from './domain/signup-policy';

const limits: PolicyLimits = {
  lateCancelMinutes: { min: 0, max: 10_080 },
  excuseMinutes: { min: 0, max: 20_160 },
  'load.restMinutes': { min: 0, max: 1_440 },
  'load.dayMinutes': { min: 60, max: 1_440 },
  'load.weekMinutes': { min: 60, max: 10_080 },
  'load.elder.fromAge': { min: 50, max: 120 },
  'load.elder.dayMinutes': { min: 60, max: 1_440 },
  'load.elder.weekMinutes': { min: 60, max: 10_080 },
};

/** Policies of the kind SIGNUP have to fit the schema of the rules that read them. */
export const signupPolicyKind = definePolicyKind('SIGNUP', signupPolicySchema, limits);
