import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../foundation/clock/clock';
import { SignedTokens } from '../../foundation/crypto/signed-tokens';
import type { Transaction } from '../../data/database/unit-of-work';

export const ACCESS_TOKEN_ISSUER = 'volunteer-ledger';
export const ACCESS_TOKEN_AUDIENCE = 'volunteer-ledger-api';
export const ACCESS_TOKEN_SECONDS = 15 * 60;
export const REFRESH_TOKEN_SECONDS = 30 * 86_400;

export interface AccessTokenClaims {
  readonly sub: string;
  readonly sid: string;
  /** Seconds since 1970; the token is good until then. */
  readonly exp: number;
}

export interface TokenPair {
  /** Whose tokens they are; stands in the access token too. */
  readonly sessionId: string;
  readonly accessToken: string;
  readonly accessTokenExpiresInSeconds: number;
  readonly refreshToken: string;
}

/**
 * The key that signs access tokens, as an object: from a text, jsonwebtoken would first try to read a PEM key at every
 * token, which takes 40 times as long as the signature.
 */
export function accessTokenKey(jwtSecret: string): KeyObject {
  return createSecretKey(jwtSecret, 'utf8');
}

/** The stored form of a refresh token: its hash, so that a stolen table opens nothing. */
export function refreshTokenHash(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

/** A refresh token that is traded under an idempotency key. */
export interface KeyedTrade {
  readonly tokenHash: Buffer;
  readonly key: string;
}

/** Makes access tokens (15 min) and refresh tokens (30 days, used once). */
@Injectable()
export class Tokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
    private readonly signed: SignedTokens,
  ) {}

  /**
   * A new pair for a session; the refresh token's hash is stored in the caller's transaction.
   *
   * @param trade what it is issued for: the same trade gets the same refresh token, however often its answer is lost.
   */
  async issue(tx: Transaction, userId: string, sessionId: string, trade?: KeyedTrade): Promise<TokenPair> {
    const now = this.clock.now();
    const refreshToken = trade ? this.successorOf(trade) : randomBytes(32).toString('base64url');
    await tx.query(
      `insert into refresh_token (token_hash, session_id, issued_at, expires_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [refreshTokenHash(refreshToken), sessionId, now, new Date(now.getTime() + REFRESH_TOKEN_SECONDS * 1_000)],
    );
    return {
      sessionId,
      accessToken: await this.jwt.signAsync({ sub: userId, sid: sessionId }),
      accessTokenExpiresInSeconds: ACCESS_TOKEN_SECONDS,
      refreshToken,
    };
  }

  /** The refresh token that a trade leads to. Nobody can work it out without the secret of the service. */
  successorOf({ tokenHash, key }: KeyedTrade): string {
    return this.signed.seal('refresh/v1', createHash('sha256').update(tokenHash).update(key, 'utf8').digest());
  }
}
