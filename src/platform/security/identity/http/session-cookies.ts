import { Injectable } from '@nestjs/common';
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defineErrors } from '../../../../kernel/domain-error';
import { Runtime } from '../../../foundation/config/runtime';
import { SignedTokens } from '../../../foundation/crypto/signed-tokens';
import { signInErrors } from '../sign-in-errors';
import { REFRESH_TOKEN_SECONDS, type TokenPair } from '../tokens';

export const crossSiteErrors = defineErrors({
  ORIGIN_FOREIGN: {
    kind: 'forbidden',
    sentence: '这次操作来自别的网站,没有执行。请打开本系统的网址,在页面里操作。',
  },
  CSRF_TOKEN_WRONG: {
    kind: 'forbidden',
    sentence: '页面的防伪令牌缺失或已失效,没有执行。请刷新页面后再试。',
  },
});

const CSRF_PURPOSE = 'csrf-token/v1';
const CSRF_HEADER = 'x-csrf-token';
const SESSION_HEADER = 'x-session';
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

type CookieName = 'session' | 'refresh' | 'csrf-token';

/**
 * Sessions of browsers: both tokens are in cookies that no script can read, that go with requests of our own pages only,
 * and over https only where https is used. What changes something has to bring the CSRF token of its session besides, which
 * our own pages read from a third cookie.
 */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly runtime: Runtime,
    private readonly signed: SignedTokens,
  ) {}

  accessTokenOf(request: FastifyRequest): string | null {
    return this.read(request, 'session');
  }

  refreshTokenOf(request: FastifyRequest): string | null {
    return this.read(request, 'refresh');
  }

  /** Whether the client wants its session in cookies. */
  isAskedFor({ headers }: FastifyRequest): boolean {
    return headers[SESSION_HEADER] === 'cookie';
  }

  /** The refresh token of the browser, whose successor goes into a cookie again. @throws REFRESH_TOKEN_INVALID */
  requireRefreshToken(request: FastifyRequest): string {
    const token = this.isAskedFor(request) ? this.refreshTokenOf(request) : null;
    if (token === null) throw signInErrors.refuse('REFRESH_TOKEN_INVALID');
    return token;
  }

  /** Puts a session into the browser. @returns the CSRF token of the session. */
  set(request: FastifyRequest, reply: FastifyReply, tokens: TokenPair): string {
    const csrfToken = this.signed.seal(CSRF_PURPOSE, Buffer.from(tokens.sessionId, 'utf8'));
    this.write(request, reply, {
      name: 'session',
      value: tokens.accessToken,
      maxAge: tokens.accessTokenExpiresInSeconds,
    });
    this.write(request, reply, { name: 'refresh', value: tokens.refreshToken, maxAge: REFRESH_TOKEN_SECONDS });
    this.write(request, reply, { name: 'csrf-token', value: csrfToken, maxAge: REFRESH_TOKEN_SECONDS });
    return csrfToken;
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    for (const name of ['session', 'refresh', 'csrf-token'] as const) {
      if (this.read(request, name) !== null) this.write(request, reply, { name, value: '', maxAge: 0 });
    }
  }

  /** For requests that the cookie alone has let in: reads pass. @throws ORIGIN_FOREIGN, CSRF_TOKEN_WRONG */
  requireOwnAct(request: FastifyRequest, sessionId: string): void {
    if (SAFE_METHODS.includes(request.method)) return;
    this.requireOwnPage(request);
    if (this.sessionNamed(request) !== sessionId) throw crossSiteErrors.refuse('CSRF_TOKEN_WRONG');
  }

  /** The session whose CSRF token the request brings. @throws CSRF_TOKEN_WRONG */
  requireSessionNamed(request: FastifyRequest): string {
    const sessionId = this.sessionNamed(request);
    if (sessionId === null) throw crossSiteErrors.refuse('CSRF_TOKEN_WRONG');
    return sessionId;
  }

  /** What browsers say about where a request comes from; other clients say nothing. @throws ORIGIN_FOREIGN */
  requireOwnPage(request: FastifyRequest): void {
    const { origin, 'sec-fetch-site': site } = request.headers;
    const own = [`${request.protocol}://${request.host}`, new URL(this.runtime.config.publicUrl).origin];
    const isForeign = (origin !== undefined && !own.includes(origin)) || (site !== undefined && site !== 'same-origin');
    if (isForeign) throw crossSiteErrors.refuse('ORIGIN_FOREIGN');
  }

  private sessionNamed({ headers }: FastifyRequest): string | null {
    const token = headers[CSRF_HEADER];
    return typeof token === 'string' ? (this.signed.open(CSRF_PURPOSE, token)?.toString('utf8') ?? null) : null;
  }

  private read(request: FastifyRequest, name: CookieName): string | null {
    return request.cookies[this.nameOf(request, name)] ?? null;
  }

  private write(
    request: FastifyRequest,
    reply: FastifyReply,
    { name, value, maxAge }: { readonly name: CookieName; readonly value: string; readonly maxAge: number },
  ): void {
    void reply.setCookie(this.nameOf(request, name), value, {
      path: '/',
      sameSite: 'strict',
      httpOnly: name !== 'csrf-token',
      secure: this.isSecure(request),
      maxAge,
    });
  }

  /** With the prefix, browsers take the cookie from this host alone, and over https alone. */
  private nameOf(request: FastifyRequest, name: CookieName): string {
    return this.isSecure(request) ? `__Host-${name}` : name;
  }

  /** As the request came, or, behind a proxy that is not trusted to say so, as the service is known outside. */
  private isSecure({ protocol }: FastifyRequest): boolean {
    return protocol === 'https' || this.runtime.config.publicUrl.startsWith('https:');
  }
}
