import { z } from 'zod';
import { localDaySchema } from '../../../../kernel/local-day-schema';

/** How guardians are asked by text message. Data with a version, per street. */
export const guardianPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  /** A link is good for so many days. */
  linkDays: z.int().min(1).max(30),
  /** So many wrong names of the child end a link. */
  nameTries: z.int().min(1).max(10),
  /** Links that one phone is sent within 24 hours. */
  textsPerPhoneDay: z.int().min(1).max(20),
  /** For so many children one phone may consent by text; the others come to the desk. */
  childrenPerPhone: z.int().min(1).max(20),
});

export type GuardianPolicy = Readonly<z.infer<typeof guardianPolicySchema>>;
