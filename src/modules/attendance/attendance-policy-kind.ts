import { definePolicyKind } from '../policies';
import { attendancePolicySchema } from './domain/attendance-policy';

/** Policies of the kind ATTENDANCE have to fit the schema of the rules that read them. */
export const attendancePolicyKind = definePolicyKind('ATTENDANCE', attendancePolicySchema);
