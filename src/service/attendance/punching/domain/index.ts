/** The rules that rules of other sub-rooms build on; they stay without a framework. */
export type { AttendancePolicy } from './attendance-policy';
export type { PunchDirection } from './rotating-code';
