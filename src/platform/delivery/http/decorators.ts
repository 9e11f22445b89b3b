import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { commandErrors, type CommandContext } from '../../data/database/commands';
import { type Actor, anonymous, type Origin, traceOf } from '../../foundation/actor/actor';
import type { Permission } from '../../foundation/actor/permissions';
import { httpErrors } from './http-errors';

/** What a route asks for; the guard refuses a route without it. */
export type RouteAccess =
  | { readonly kind: 'permission'; readonly permission: Permission; readonly orTeamLeader: boolean }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'public'; readonly reason: string };

export const ROUTE_ACCESS = 'volunteer-ledger:route-access';

/**
 * The permission a route needs. Holding it somewhere opens the route; the use case checks the scope (requireScope).
 * With `orTeamLeader` volunteers may pass too: the use case checks that they lead the team (requireTeamScope).
 */
export function Allow(permission: Permission, options: { orTeamLeader?: boolean } = {}): MethodDecorator {
  const access: RouteAccess = { kind: 'permission', permission, orTeamLeader: options.orTeamLeader ?? false };
  return applyDecorators(SetMetadata(ROUTE_ACCESS, access), ApiBearerAuth());
}

/** A route for everybody who has signed in, whatever the role. */
export function AllowSignedIn(): MethodDecorator {
  return applyDecorators(SetMetadata(ROUTE_ACCESS, { kind: 'signed-in' } satisfies RouteAccess), ApiBearerAuth());
}

/** A route without sign-in. The reason is printed in the documentation of routes. */
export function Public(reason: string): MethodDecorator {
  return SetMetadata(ROUTE_ACCESS, { kind: 'public', reason } satisfies RouteAccess);
}

/** A request after the guard. */
export interface ActingRequest extends FastifyRequest {
  actor?: Actor;
  /** The access token of the session cookie, where there is no Authorization header. */
  cookieToken?: string;
  /** The guard has opened the route: what is refused now is about what the request names. */
  isAdmitted?: boolean;
}

/** Who asks. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<ActingRequest>().actor ?? anonymous;
});

/** What the person signs in from; not a parameter of the API. */
export const FromOrigin = createParamDecorator((_: unknown, context: ExecutionContext): Origin => {
  const { headers, actor } = context.switchToHttp().getRequest<ActingRequest>();
  return { device: headers['user-agent']?.slice(0, 200) ?? null, trace: traceOf(actor ?? anonymous) };
});

const KEY_HEADER = 'idempotency-key';
const KEY_PATTERN = /^[\x21-\x7e]{8,128}$/;

/** Who asks and under which idempotency key. @throws IDEMPOTENCY_KEY_REQUIRED */
export const Command = createParamDecorator((_: unknown, context: ExecutionContext): CommandContext => {
  const request = context.switchToHttp().getRequest<ActingRequest>();
  return { actor: request.actor ?? anonymous, idempotencyKey: keyOf(request.headers[KEY_HEADER]) };
});

function keyOf(header: string | string[] | undefined): string {
  if (typeof header === 'string' && KEY_PATTERN.test(header)) return header;
  throw commandErrors.refuse('IDEMPOTENCY_KEY_REQUIRED', { field: 'Idempotency-Key' });
}

/** The idempotency key of a request that may do without one. @throws IDEMPOTENCY_KEY_REQUIRED where it is none */
export const OptionalKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const { headers } = context.switchToHttp().getRequest<ActingRequest>();
  return headers[KEY_HEADER] === undefined ? undefined : keyOf(headers[KEY_HEADER]);
});

/** Documents the Idempotency-Key header; goes with `@Command()`. */
export function ApiCommand(status: 200 | 201 | 202 = 201): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: '幂等键,8 到 128 个字符;重试时沿用同一个值,系统只执行一次。',
    }),
  );
}

/** The version a change is based on, from If-Match: "3" or W/"3". @throws IF_MATCH_REQUIRED, VERSION_OUTDATED */
export const ExpectedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<ActingRequest>().headers['if-match'];
  if (header === undefined) throw httpErrors.refuse('IF_MATCH_REQUIRED', { field: 'If-Match' });
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header);
  if (!match) throw httpErrors.refuse('VERSION_OUTDATED', { field: 'If-Match' });
  return Number(match[1]);
});

/** Documents the If-Match header; goes with `@ExpectedVersion()`. */
export function ApiIfMatch(): MethodDecorator {
  return ApiHeader({ name: 'If-Match', required: true, description: '所改内容的版本,即读取时 ETag 的值。' });
}
