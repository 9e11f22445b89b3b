import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';

const MAX_WEEK_MINUTES = 10_080;
const minutes = (most: number) => z.int().min(0).max(most);

/** How much service is much: beyond this a person is asked before signing up. */
export const loadLimitsSchema = z.strictObject({
  /** Between the end of one shift and the start of one that begins on another day. */
  restMinutes: minutes(1_440),
  dayMinutes: minutes(1_440),
  weekMinutes: minutes(MAX_WEEK_MINUTES),
  /** For everybody who reaches this age within the year of the shift. */
  elder: z.strictObject({
    fromAge: z.int().min(18).max(120),
    dayMinutes: minutes(1_440),
    weekMinutes: minutes(MAX_WEEK_MINUTES),
  }),
});

export type LoadLimits = Readonly<z.infer<typeof loadLimitsSchema>>;

/** What holds where a version of before says nothing about load. */
const USUAL_LOAD: LoadLimits = {
  restMinutes: 480,
  dayMinutes: 480,
  weekMinutes: 1_440,
  elder: { fromAge: 65, dayMinutes: 240, weekMinutes: 720 },
};

/** What is asked before a sign-up, and when one that was not kept is held against somebody. Data with a version, per street. */
export const signupPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** Who takes the sign-up back later than this before the start has cancelled late. */
  lateCancelMinutes: z.int().min(0).max(43_200),
  /** An excuse may be handed in until this long after the end. */
  excuseMinutes: z.int().min(0).max(43_200),
  load: loadLimitsSchema.default(USUAL_LOAD),
});
