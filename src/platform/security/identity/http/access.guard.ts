import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { DomainError } from '../../../../kernel/domain-error';
import { traceOfRequest } from '../../../foundation/actor/request-trace';
import { accessErrors, requirePermission } from '../access';
import { anonymous, type UserActor } from '../../../foundation/actor/actor';
import { ActorSource } from '../actor-source';
import { SessionCookies } from './session-cookies';
import { VerifiedTokens } from '../verified-tokens';
import { type ActingRequest, ROUTE_ACCESS, type RouteAccess } from '../../../delivery/http/decorators';

type IdentifiedRequest = ActingRequest & { user?: UserActor };

/** Opens a route only where its declared access is met; a route that declares none stays shut. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly cookies: SessionCookies,
    private readonly verified: VerifiedTokens,
    private readonly actors: ActorSource,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<IdentifiedRequest>();
    const trace = traceOfRequest(request);
    request.actor = { ...anonymous, trace };
    if (access?.kind === 'public') return true;
    const actor = await this.actorOf(request, context);
    request.actor = { ...actor, trace: { ...trace, sessionId: actor.sessionId } };
    if (request.cookieToken !== undefined) this.cookies.requireOwnAct(request, actor.sessionId);
    if (!access) throw accessErrors.refuse('PERMISSION_MISSING');
    if (actor.needsTotp === true && access.kind === 'permission') throw accessErrors.refuse('TOTP_SETUP_REQUIRED');
    if (access.kind === 'permission' && !(access.orTeamLeader && actor.volunteerId !== null)) {
      requirePermission(actor, access.permission);
    }
    request.isAdmitted = true;
    return true;
  }

  /** @throws SIGN_IN_REQUIRED, TOKEN_EXPIRED (or its session revoked) */
  private async actorOf(request: IdentifiedRequest, context: ExecutionContext): Promise<UserActor> {
    const { authorization } = request.headers;
    if (authorization === undefined) request.cookieToken = this.tokenOfCookie(request);
    const sessionId = this.verified.sessionOf(authorization ?? `Bearer ${request.cookieToken ?? ''}`);
    if (sessionId !== undefined) {
      const actor = await this.actors.ofSession(sessionId);
      if (!actor) throw accessErrors.refuse('TOKEN_EXPIRED');
      return actor;
    }
    await super.canActivate(context);
    if (!request.user) throw accessErrors.refuse('SIGN_IN_REQUIRED');
    return request.user;
  }

  private tokenOfCookie(request: ActingRequest): string {
    const token = this.cookies.accessTokenOf(request);
    if (token !== null) return token;
    throw accessErrors.refuse(this.cookies.refreshTokenOf(request) === null ? 'SIGN_IN_REQUIRED' : 'TOKEN_EXPIRED');
  }

  /** Called by passport with its verdict: a bad signature and an expired token both ask for a new sign-in. */
  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error instanceof DomainError) throw error;
    if (error instanceof Error) throw error;
    if (!user) throw accessErrors.refuse('TOKEN_EXPIRED');
    return user;
  }
}
