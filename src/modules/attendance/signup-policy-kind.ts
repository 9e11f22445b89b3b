import { definePolicyKind } from '../policies';
import { signupPolicySchema } from './domain/signup-outcome';

/** Policies of the kind SIGNUP have to fit the schema of the rule that reads them. */
export const signupPolicyKind = definePolicyKind('SIGNUP', signupPolicySchema);
