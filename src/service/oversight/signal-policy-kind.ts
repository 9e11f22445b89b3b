import { definePolicyKind, type PolicyLimits } from '../../place/policies';
import { signalPolicySchema } from './domain/signal-limits';

/** A street may look closer or less close; it cannot look away. */
const limits: PolicyLimits = {
  sharedDevicePeople: { min: 2, max: 10 },
  sharedDeviceMinutes: { min: 5, max: 1_440 },
  identicalPeople: { min: 2, max: 10 },
  speedKmh: { min: 10, max: 200 },
  backfillPercent: { min: 0, max: 60 },
  backfillTeamMinutes: { min: 0, max: 6_000 },
  recorderMinutes: { min: 1, max: 6_000 },
  youngAccountMinutes: { min: 60, max: 43_200 },
  manualPointTenths: { min: 10, max: 1_000 },
  visitDayRegistrations: { min: 3, max: 30 },
  visitMonthPercent: { min: 0, max: 50 },
  visitSharedPhonePeople: { min: 2, max: 5 },
  visitSharePercent: { min: 10, max: 100 },
  visitsAtMost: { min: 5, max: 200 },
};

/** Policies of the kind SIGNALS have to fit the schema of the rules that read them. */
export const signalPolicyKind = definePolicyKind('SIGNALS', signalPolicySchema, limits);
