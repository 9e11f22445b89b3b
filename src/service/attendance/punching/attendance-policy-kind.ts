import { definePolicyKind, type PolicyLimits } from '../../../place/policies';
import { attendancePolicySchema } from './domain/attendance-policy';

/** What is bound is bound by the schema: it has floors and ceilings of its own. */
const limits: PolicyLimits = {};

/** Policies of the kind ATTENDANCE have to fit the schema of the rules that read them. */
export const attendancePolicyKind = definePolicyKind('ATTENDANCE', attendancePolicySchema, limits);
