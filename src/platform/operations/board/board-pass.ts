import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Runtime } from '../../foundation/config/runtime';
import { accessErrors, requirePermission } from '../../security/identity/access';
import type { Actor } from '../../foundation/actor/actor';
import { ActorSource } from '../../security/identity/actor-source';
import { ACCESS_TOKEN_ISSUER } from '../../security/identity/tokens';

export const BOARD_PATH = '/operations/queues';
export const BOARD_PASS_SECONDS = 15 * 60;

const COOKIE = 'ledger-board';
/** Another audience than that of access tokens: a pass opens the board and no route of the API, and the other way round. */
const AUDIENCE = 'volunteer-ledger-board';

/**
 * How a browser gets at the queue board. The API takes bearer tokens, which a browser does not send with a page; so an
 * operator who is signed in gets a cookie that the browser sends to the board's path only, and only from its own pages.
 * It names the session: signing out, or losing the role, shuts the board within seconds.
 */
@Injectable()
export class BoardPass {
  constructor(
    private readonly runtime: Runtime,
    private readonly jwt: JwtService,
    private readonly actors: ActorSource,
  ) {}

  /** The Set-Cookie text of a pass. @throws PERMISSION_MISSING, SIGN_IN_REQUIRED */
  async issue(actor: Actor): Promise<string> {
    requirePermission(actor, 'system.operate');
    if (actor.kind !== 'USER') throw accessErrors.refuse('SIGN_IN_REQUIRED');
    const pass = await this.jwt.signAsync(
      { sid: actor.sessionId },
      { audience: AUDIENCE, expiresIn: BOARD_PASS_SECONDS },
    );
    const isHttps = this.runtime.config.publicUrl.startsWith('https://');
    const attributes = ['HttpOnly', 'SameSite=Strict', `Path=${BOARD_PATH}`, `Max-Age=${String(BOARD_PASS_SECONDS)}`];
    return [`${COOKIE}=${pass}`, ...attributes, ...(isHttps ? ['Secure'] : [])].join('; ');
  }

  /** Whether the request's cookies hold a pass of somebody who may look at the board now. */
  async isValid(cookies: string | undefined): Promise<boolean> {
    const pass = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;\\s]+)`).exec(cookies ?? '')?.[1];
    if (pass === undefined) return false;
    try {
      const { sid } = await this.jwt.verifyAsync<{ sid: string }>(pass, {
        algorithms: ['HS256'],
        issuer: ACCESS_TOKEN_ISSUER,
        audience: AUDIENCE,
      });
      const actor = await this.actors.ofSession(sid);
      if (!actor) return false;
      requirePermission(actor, 'system.operate');
      return true;
    } catch {
      return false;
    }
  }
}
