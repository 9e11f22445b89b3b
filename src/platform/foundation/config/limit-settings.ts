import { z } from 'zod';

/** So many times within a window of time. The window begins with the first time. */
export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

/** A limit as it is set: times/seconds. */
function limit(fallback: `${number}/${number}`) {
  return z
    .string()
    .regex(/^[1-9]\d{0,6}\/[1-9]\d{0,4}$/, '须写作"次数/秒数",如 600/60')
    .default(fallback)
    .transform((text): Limit => {
      const [count, seconds] = text.split('/').map(Number);
      return { count: count ?? 0, windowMs: (seconds ?? 0) * 1_000 };
    });
}

/**
 * The limits of requests. Those per address bear a hall: a community's Wi-Fi is one address, and some hundred residents
 * sign in, register or scan within minutes. Their windows are long, so that such a rush fits and a permanent one does not.
 */
export const limitSettings = {
  /** `off` is for tests and demonstrations; a live service raises single limits instead. */
  RATE_LIMITS: z.enum(['on', 'off'], { error: '须是 on 或 off' }).default('on'),
  /** All requests of one signed-in person, whatever the address. */
  RATE_LIMIT_PERSON: limit('600/60'),
  /** All requests without sign-in from one address. */
  RATE_LIMIT_ADDRESS: limit('1200/60'),
  RATE_LIMIT_SIGN_IN_ADDRESS: limit('600/600'),
  /** Right and wrong passwords alike; wrong ones lock the account earlier. */
  RATE_LIMIT_SIGN_IN_USERNAME: limit('30/600'),
  RATE_LIMIT_REFRESH: limit('1200/600'),
  RATE_LIMIT_REGISTRATION: limit('600/600'),
  RATE_LIMIT_VERIFICATION: limit('120/60'),
  /** Batches of own punches that one person sends; a phone tries every five seconds while it has one. */
  RATE_LIMIT_OWN_PUNCHES: limit('60/60'),
  /** Wrong punch codes of one volunteer on one shift; always on. */
  PUNCH_CODE_GUESSES: limit('10/600'),
  /** Wrong entries at one tablet; always on. */
  KIOSK_GUESSES: limit('30/600'),
  /** Wrong ID numbers typed for one person, whoever typed them; always on, as all that follow. */
  ID_NUMBER_WRONG: limit('5/86400'),
  /** Comparisons of ID numbers by one account, right and wrong. */
  ID_NUMBER_CHECKS: limit('60/86400'),
  /** Different ID numbers of one region and year of birth in the lists that one account uploads. */
  ID_NUMBER_LISTED: limit('500/86400'),
  /** Requests of one person to have the own name or ID number corrected. */
  ID_CORRECTIONS: limit('3/86400'),
  /** Wrong setup codes, from everybody together; always on. */
  SETUP_GUESSES: limit('20/600'),
};

/** Limits of everything by which ID numbers could be found out by trying. */
export interface IdNumberLimits {
  readonly wrong: Limit;
  readonly checks: Limit;
  readonly listed: Limit;
  readonly corrections: Limit;
}

export interface RequestLimits {
  readonly person: Limit;
  readonly address: Limit;
  readonly signInAddress: Limit;
  readonly signInUsername: Limit;
  readonly refresh: Limit;
  readonly registration: Limit;
  readonly verification: Limit;
  readonly ownPunches: Limit;
}

export type LimitSettings = z.infer<z.ZodObject<typeof limitSettings>>;

export function idNumberLimitsOf(settings: LimitSettings): IdNumberLimits {
  return {
    wrong: settings.ID_NUMBER_WRONG,
    checks: settings.ID_NUMBER_CHECKS,
    listed: settings.ID_NUMBER_LISTED,
    corrections: settings.ID_CORRECTIONS,
  };
}

/** The limits of requests by name, or null where they are off. */
export function requestLimitsOf(settings: LimitSettings): RequestLimits | null {
  if (settings.RATE_LIMITS === 'off') return null;
  return {
    person: settings.RATE_LIMIT_PERSON,
    address: settings.RATE_LIMIT_ADDRESS,
    signInAddress: settings.RATE_LIMIT_SIGN_IN_ADDRESS,
    signInUsername: settings.RATE_LIMIT_SIGN_IN_USERNAME,
    refresh: settings.RATE_LIMIT_REFRESH,
    registration: settings.RATE_LIMIT_REGISTRATION,
    verification: settings.RATE_LIMIT_VERIFICATION,
    ownPunches: settings.RATE_LIMIT_OWN_PUNCHES,
  };
}
