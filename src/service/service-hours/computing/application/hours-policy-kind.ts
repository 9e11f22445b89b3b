import { definePolicyKind, type PolicyLimits } from '../../../../place/policies';
import { hoursPolicySchema } from '../domain/hours-policy';
import { hoursSentences } from '../domain/hours-sentences';

/** How far a street may go. In practice alone records need not be public for a day. */
const limits: PolicyLimits = {
  earlyPunchMinutes: { min: 0, max: 120 },
  latePunchMinutes: { min: 0, max: 120 },
  duplicateWindowMs: { min: 0, max: 600_000 },
  maxPairsPerDay: { min: 1, max: 10 },
  missingOutCapMinutes: { min: 0, max: 480 },
  missingOutFixedMinutes: { min: 0, max: 240 },
  effectiveSharePercent: { min: 0, max: 100 },
  'dayCaps.automaticMinutes': { min: 60, max: 600 },
  'dayCaps.communityMinutes': { min: 60, max: 840 },
  'dayCaps.investigationMinutes': { min: 60, max: 1_080 },
  publicityWorkingDays: { min: 1, max: 30, practiceMin: 0 },
  correctionWorkingDays: { min: 1, max: 30, practiceMin: 0 },
  completionWorkingDays: { min: 3, max: 30 },
  reminderWorkingDays: { min: 1, max: 30 },
  objectionWorkingDays: { min: 1, max: 15 },
  checkOutReminderMinutes: { min: 0, max: 120 },
  weakGradeMonthMinutes: { min: 0, max: 1_800 },
  openingDayMinutes: { min: 60, max: 1_440 },
};

/** Policies of the kind HOURS are read, and checked before they are published, by the rules of this module. */
export const hoursPolicyKind = definePolicyKind('HOURS', hoursPolicySchema, limits, hoursSentences);
