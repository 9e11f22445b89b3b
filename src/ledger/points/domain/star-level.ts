import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';

/** From how many hours of confirmed service a volunteer has one, two, … stars. */
export const starsPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  hoursPerStar: z
    .array(z.int().min(1).max(1_000_000))
    .min(1)
    .max(10)
    .refine((hours) => hours.every((value, index) => index === 0 || value > (hours[index - 1] ?? 0)), {
      message: 'the hours must rise from star to star',
    }),
});

export type StarsPolicy = Readonly<z.infer<typeof starsPolicySchema>>;

export interface StarLevel {
  /** 0 where the first threshold is not reached. */
  readonly stars: number;
  /** Minutes still missing for the next star, or null at the highest. */
  readonly minutesToNext: number | null;
}

/** Rule §3: the star level of so many confirmed service minutes. Exactly the threshold is enough: 6,000 min is a star. */
export function starLevelOf(serviceMinutes: number, policy: StarsPolicy): StarLevel {
  const thresholds = policy.hoursPerStar.map((hours) => hours * 60);
  const stars = thresholds.filter((minutes) => serviceMinutes >= minutes).length;
  const next = thresholds[stars];
  return { stars, minutesToNext: next === undefined ? null : next - serviceMinutes };
}
