import { SetMetadata } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import type { RequestLimits } from '../../../foundation/config/limit-settings';

/** Limits that hold on every route, counted over all routes together. */
export type GeneralLimit = 'person' | 'address';
/** Limits of single routes. */
export type NamedLimit = Exclude<keyof RequestLimits, GeneralLimit>;

export const LIMITED_BY = 'volunteer-ledger:limited-by';

/** Limits of a route beside the general ones. */
export function LimitedBy(...limits: readonly NamedLimit[]): MethodDecorator {
  return SetMetadata(LIMITED_BY, limits);
}

/** For routes that machines ask all the time. */
export function Unlimited(): ClassDecorator & MethodDecorator {
  const general: Record<GeneralLimit, true> = { person: true, address: true };
  return SkipThrottle(general);
}
