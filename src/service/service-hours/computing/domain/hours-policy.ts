import { z } from 'zod';
import { localDaySchema } from '../../../../kernel/local-day-schema';

const minutes = z.int().min(0).max(100_000);
const workingDays = z.int().min(0).max(60);

const dayCapsSchema = z
  .strictObject({
    /** Minutes of a local day that are credited without anybody's approval. */
    automaticMinutes: minutes,
    /** Up to here the community approves, above it the street, with a reason. */
    communityMinutes: minutes,
    /** A day with more than this opens an investigation. */
    investigationMinutes: minutes,
  })
  .refine(
    (caps) => caps.automaticMinutes <= caps.communityMinutes && caps.communityMinutes <= caps.investigationMinutes,
    { message: 'day caps must rise: automatic ≤ community ≤ investigation' },
  );

/** How a street turns punches into minutes. Data with a version: a record names the version that it was computed by. */
export const hoursPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** Punches are accepted this long before the planned start … */
  earlyPunchMinutes: minutes,
  /** … and this long after the end; nothing is credited in either margin. */
  latePunchMinutes: minutes,
  /** Punches of one direction that follow each other within this time are one punch. */
  duplicateWindowMs: z.int().min(0).max(3_600_000),
  /** More pairs than this in one activity and day go to review. */
  maxPairsPerDay: z.int().min(1).max(100),
  /** By these methods people may be recorded who had not signed up. */
  walkInMethods: z.array(z.enum(['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'])),
  missingOut: z.enum(['PLANNED_END', 'CAP', 'FIXED_MINUTES', 'ZERO']),
  missingOutCapMinutes: minutes,
  missingOutFixedMinutes: minutes,
  /** Below this share of the planned time a record earns no points. 0 switches the rule off. */
  effectiveSharePercent: z.int().min(0).max(100),
  /** Whether a record below the share loses its minutes, too. */
  perSessionZeroing: z.boolean(),
  dayCaps: dayCapsSchema,
  publicityWorkingDays: workingDays,
  correctionWorkingDays: workingDays,
  completionWorkingDays: workingDays,
  reminderWorkingDays: workingDays,
  /** Within so many working days an objection is answered. */
  objectionWorkingDays: workingDays.default(5),
  /** So long before the end whoever has not checked out is reminded. */
  checkOutReminderMinutes: minutes.default(15),
  /** Minutes of grade D and E per person and month above which an approval needs a second one from another unit. */
  weakGradeMonthMinutes: minutes.default(600),
  /** Old hours of one person: so many minutes a day of their span at most. */
  openingDayMinutes: z.int().min(60).max(1_440).default(1_440),
});

export type HoursPolicy = Readonly<z.infer<typeof hoursPolicySchema>>;
export type MissingOutRule = HoursPolicy['missingOut'];
