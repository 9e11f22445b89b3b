import { definePolicyKind } from '../policies';
import { signalPolicySchema } from './domain/signal-limits';

/** Policies of the kind SIGNALS have to fit the schema of the rules that read them. */
export const signalPolicyKind = definePolicyKind('SIGNALS', signalPolicySchema);
