import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';

/** From where on something looks odd (rule §2.3). Data with a version, per street. */
export const signalPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** So many people by one device … */
  sharedDevicePeople: z.int().min(2).max(1_000),
  /** … within this time, both ends included. */
  sharedDeviceMinutes: z.int().min(1).max(1_440),
  /** So many people with the same seconds of check-in and check-out in one shift. */
  identicalPeople: z.int().min(2).max(1_000),
  /** More than this between two places. */
  speedKmh: z.int().min(10).max(1_000),
  /** More than this share of a team's month back-filled or self-declared … */
  backfillPercent: z.int().min(0).max(100),
  /** … where the team has at least this in the month: less says nothing by its share. */
  backfillTeamMinutes: z.int().min(0).max(1_000_000),
  /** More than this entered by one recorder for one person in a month. */
  recorderMinutes: z.int().min(1).max(50_000),
  /** Service within this time after the registration. */
  youngAccountMinutes: z.int().min(1).max(43_200),
  /** At least this given or taken by hand for one person in a month. */
  manualPointTenths: z.int().min(1).max(1_000_000).default(500),
  /** More registrations than this by one clerk on one day are all drawn from … */
  visitDayRegistrations: z.int().min(1).max(1_000).default(10),
  /** … and so are all of a clerk's month where more than this share of them has no phone of its own. */
  visitMonthPercent: z.int().min(0).max(100).default(30),
  /** A phone that so many people go by is nobody's own. */
  visitSharedPhonePeople: z.int().min(2).max(100).default(3),
  /** Of what can be drawn this share is visited, one at least … */
  visitSharePercent: z.int().min(1).max(100).default(20),
  /** … and so many of one clerk's at most in one draw. */
  visitsAtMost: z.int().min(1).max(1_000).default(20),
});

export type SignalLimits = Readonly<z.infer<typeof signalPolicySchema>>;

/** What every place and day may call odd at least: a first sieve, before the limits in force judge. */
export type SignalSieve = Pick<
  SignalLimits,
  'sharedDevicePeople' | 'identicalPeople' | 'recorderMinutes' | 'youngAccountMinutes' | 'manualPointTenths'
>;

/** The strictest of some limits, one by one. @param versions at least one */
export function sieveOf(versions: readonly SignalLimits[]): SignalSieve {
  return {
    sharedDevicePeople: Math.min(...versions.map((limits) => limits.sharedDevicePeople)),
    identicalPeople: Math.min(...versions.map((limits) => limits.identicalPeople)),
    recorderMinutes: Math.min(...versions.map((limits) => limits.recorderMinutes)),
    youngAccountMinutes: Math.max(...versions.map((limits) => limits.youngAccountMinutes)),
    manualPointTenths: Math.min(...versions.map((limits) => limits.manualPointTenths)),
  };
}
