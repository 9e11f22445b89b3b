import { definePolicyKind } from '../policies';
import { selectionPolicySchema } from './domain/selection-policy';

/** Policies of the kind SELECTION have to fit the schema of the rule that reads them. */
export const selectionPolicyKind = definePolicyKind('SELECTION', selectionPolicySchema);
