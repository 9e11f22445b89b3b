import { definePolicyKind } from '../../policies';
import { hoursPolicySchema } from '../domain/hours-policy';

/** Policies of the kind HOURS are read, and checked before they are published, by the rules of this module. */
export const hoursPolicyKind = definePolicyKind('HOURS', hoursPolicySchema);
