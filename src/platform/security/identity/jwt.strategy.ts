import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Runtime } from '../../foundation/config/runtime';
import type { ActingRequest } from '../../delivery/http/decorators';
import { accessErrors } from './access';
import type { UserActor } from '../../foundation/actor/actor';
import { ActorSource } from './actor-source';
import { ACCESS_TOKEN_AUDIENCE, ACCESS_TOKEN_ISSUER, accessTokenKey, type AccessTokenClaims } from './tokens';
import { VerifiedTokens } from './verified-tokens';

/**
 * Bearer token, or the cookie's where there is no Authorization header → actor. The token names only the session; account
 * and grants are read, so that a revocation counts.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    runtime: Runtime,
    private readonly actors: ActorSource,
    private readonly verified: VerifiedTokens,
  ) {
    const bearer = ExtractJwt.fromAuthHeaderAsBearerToken();
    const options = {
      jwtFromRequest: (request: ActingRequest) =>
        request.headers.authorization === undefined ? (request.cookieToken ?? null) : bearer(request),
      secretOrKey: runtime.secrets.jwtSecret,
      algorithms: ['HS256' as const],
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
      passReqToCallback: true as const,
    };
    // passport-jwt hands the key on as it is, and jsonwebtoken takes key objects; only the types do not know.
    super(Object.assign(options, { secretOrKey: accessTokenKey(runtime.secrets.jwtSecret) }));
  }

  async validate(request: ActingRequest, claims: AccessTokenClaims): Promise<UserActor> {
    this.verified.note(request.headers.authorization ?? `Bearer ${request.cookieToken ?? ''}`, claims);
    const actor = await this.actors.ofSession(claims.sid);
    if (!actor) throw accessErrors.refuse('TOKEN_EXPIRED');
    return actor;
  }
}
