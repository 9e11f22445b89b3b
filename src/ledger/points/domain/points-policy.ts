import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';
import { duties } from './rules/points-rule';
import { bonusRules, capRules, figuresOf } from './rules/points-rules';

const percent = z.int().min(0).max(1_000);
const minuteOfDay = z.int().min(0).max(1_440);
const activityKind = z.enum(['SERVICE', 'TRAINING']);
const duty = z.enum(duties);
const dayType = z.enum(['WORKING_DAY', 'REST_DAY']);

/** Which time a line of the policy is about. A member that is left out matches everything. */
const conditions = {
  activityKind: activityKind.optional(),
  category: z.string().min(1).optional(),
  duty: duty.optional(),
  dayType: dayType.optional(),
};

/** How a street turns credited time into points. Data with a version; it touches points only, never minutes. */
export const pointsPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** The first line that matches gives the rate; time that no line matches earns nothing. */
  rates: z.array(z.strictObject({ ...conditions, pointTenthsPerHour: z.int().min(0).max(10_000) })).max(200),
  /** Of several multipliers that match the highest applies; they are not multiplied with each other. */
  multipliers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(40),
        ...conditions,
        percent,
        /** Local minutes of the day, half-open; a window over midnight begins later than it ends (1320 → 360). */
        window: z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay }).optional(),
      }),
    )
    .max(200),
  gradePercent: z.strictObject({ A: percent, B: percent, C: percent, D: percent, E: percent }),
  bonuses: z.strictObject(figuresOf(bonusRules)),
  caps: z.strictObject(figuresOf(capRules)),
});

export type PointsPolicy = Readonly<z.infer<typeof pointsPolicySchema>>;
export type ActivityKind = z.infer<typeof activityKind>;
export type { Duty } from './rules/points-rule';
export type DayType = z.infer<typeof dayType>;
export type PointsMultiplier = PointsPolicy['multipliers'][number];
