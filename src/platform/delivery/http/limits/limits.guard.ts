import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { httpErrors } from '../http-errors';

/**
 * Refuses requests that come too often. Runs after the AccessGuard, because people who have signed in are counted as
 * themselves and not as their address; what that guard refuses costs no more than a signature and is not counted.
 */
@Injectable()
export class LimitsGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  /** One count over all routes, not one for each. */
  protected override generateKey(_: ExecutionContext, tracker: string, name: string): string {
    return `requests:${name}:${tracker}`;
  }

  protected override throwThrottlingException(_: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    const retryAfterSeconds = Math.max(1, detail.timeToBlockExpire);
    return Promise.reject(httpErrors.refuse('RATE_LIMITED', { details: { retryAfterSeconds } }));
  }
}
