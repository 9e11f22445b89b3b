import { z } from 'zod';
import type { PunchPolicy } from './decide-punch';

/** The part of an hours policy that decides on punches; the rest belongs to the computing of minutes. */
const punchPolicySchema = z.object({
  earlyPunchMinutes: z.int().min(0),
  latePunchMinutes: z.int().min(0),
  walkInMethods: z.array(z.enum(['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'])),
});

/** Reads the punch rules from the body of an hours policy. @throws ZodError when the body is not an hours policy. */
export function punchPolicyOf(body: unknown): PunchPolicy {
  return punchPolicySchema.parse(body);
}
