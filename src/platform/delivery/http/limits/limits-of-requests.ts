import { createHash } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ThrottlerOptions } from '@nestjs/throttler';
import type { RequestLimits } from '../../../foundation/config/limit-settings';
import type { ActingRequest } from '../decorators';
import { LIMITED_BY, type NamedLimit } from './limited-by';

const reflector = new Reflector();

/** Each limit with the requests it counts and what it counts them by: the client's address where nothing else is said. */
export function limitsOfRequests(limits: RequestLimits): ThrottlerOptions[] {
  const named = (name: NamedLimit): ThrottlerOptions => ({
    ...limitOf(name, limits),
    skipIf: (context) => !isLimitedBy(context, name),
  });
  return [
    { ...limitOf('person', limits), skipIf: (context) => personOf(context) === null, getTracker: byPerson },
    { ...limitOf('address', limits), skipIf: (context) => personOf(context) !== null },
    named('signInAddress'),
    {
      ...limitOf('signInUsername', limits),
      skipIf: (context) => !isLimitedBy(context, 'signInUsername') || usernameOf(context) === null,
      getTracker: byUsername,
    },
    named('refresh'),
    named('registration'),
    named('verification'),
    { ...named('ownPunches'), getTracker: byPerson },
  ];
}

function limitOf(name: keyof RequestLimits, limits: RequestLimits) {
  const { count, windowMs } = limits[name];
  return { name, limit: count, ttl: windowMs };
}

function isLimitedBy(context: ExecutionContext, name: NamedLimit): boolean {
  return reflector.get<readonly NamedLimit[] | undefined>(LIMITED_BY, context.getHandler())?.includes(name) ?? false;
}

function requestOf(context: ExecutionContext): ActingRequest {
  return context.switchToHttp().getRequest<ActingRequest>();
}

function personOf(context: ExecutionContext): string | null {
  const { actor } = requestOf(context);
  return actor?.kind === 'USER' ? actor.userId : null;
}

function byPerson(_: unknown, context: ExecutionContext): string {
  return personOf(context) ?? '';
}

function usernameOf(context: ExecutionContext): string | null {
  const body: unknown = requestOf(context).body;
  if (typeof body !== 'object' || body === null || !('username' in body)) return null;
  return typeof body.username === 'string' ? body.username.trim().toLowerCase() : null;
}

/** The name itself stands in no store. */
function byUsername(_: unknown, context: ExecutionContext): string {
  return createHash('sha256')
    .update(usernameOf(context) ?? '')
    .digest('base64url');
}
