/** The rules that rules of other sub-rooms build on; they stay without a framework. */
export { METHOD_GRADE } from './evidence-grade';
export type { EvidenceGrade, PunchMethod, PunchPair, TraceLine, TraceReason } from './hours-types';
export { localClock } from './local-clock';
export { traceSentences } from './trace-sentences';
export { addWorkingDays, type Known, type WorkingCalendar } from './working-days';
