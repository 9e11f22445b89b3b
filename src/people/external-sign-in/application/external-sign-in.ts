import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { accountActor, type Origin, type UserActor } from '../../../platform/foundation/actor/actor';
import {
  ExternalIdentities,
  type ExternalIdentityView,
  type ExternalSubject,
} from '../../../platform/security/identity/external-identities';
import { SignIn } from '../../../platform/security/identity/sign-in';
import type { TokenPair } from '../../../platform/security/identity/tokens';
import { PhoneAccounts } from '../../phone-sign-in';
import { PersonalFields, readMobilePhone } from '../../volunteers';
import { externalSignInErrors } from '../errors';
import { SignInAttempts } from '../persistence/sign-in-attempts';
import { type ProvenIdentity, SignInGateway, type SignInSecrets } from './sign-in-gateway';

/** A sign-in that has begun. */
export interface BegunSignIn {
  /** Where the person goes. */
  readonly address: string;
  /** Stays with whoever has begun: an answer counts only together with it. */
  readonly ticket: string;
  readonly expiresAt: Date;
}

/** What the person brings back from the gateway. */
export interface GatewayAnswer {
  readonly ticket: string;
  /** The query of the address the gateway has sent the person to. */
  readonly answer: string;
}

export interface LinkedIdentity extends ExternalIdentityView {
  /** Chinese name of the gateway; its id where it is not set up any more. */
  readonly label: string;
}

/** Signs people in whom a gateway vouches for, and links what a gateway knows to accounts of ours. */
@Injectable()
export class ExternalSignIn {
  constructor(
    private readonly runtime: Runtime,
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly gateway: SignInGateway,
    private readonly attempts: SignInAttempts,
    private readonly identities: ExternalIdentities,
    private readonly signIn: SignIn,
    private readonly fields: PersonalFields,
    private readonly phones: PhoneAccounts,
  ) {}

  /** The gateways that are set up. */
  providers(): readonly { readonly id: string; readonly label: string }[] {
    return this.runtime.config.access.providers.map(({ id, label }) => ({ id, label }));
  }

  /** @param linking who links an identity to the own account; null: somebody signs in. @throws EXTERNAL_PROVIDER_UNKNOWN, EXTERNAL_PROVIDER_AWAY */
  async begin(providerId: string, linking: UserActor | null): Promise<BegunSignIn> {
    const ticket = randomBytes(32).toString('base64url');
    const address = await this.gateway.addressFor(providerId, this.secretsOf(ticket));
    const expiresAt = await this.attempts.begin(ticket, { providerId, linkingUserId: linking?.userId ?? null });
    return { address, ticket, expiresAt };
  }

  /**
   * @throws EXTERNAL_SIGN_IN_OVER, EXTERNAL_SIGN_IN_DENIED, EXTERNAL_ANSWER_UNSOUND, EXTERNAL_PROVIDER_AWAY,
   *   EXTERNAL_IDENTITY_NOT_LINKED, ACCOUNT_LOCKED, TOTP_REQUIRED (then `withSecondFactor` goes on)
   */
  async complete(given: GatewayAnswer, origin: Origin): Promise<TokenPair> {
    const { providerId, proven } = await this.prove(given, null);
    const userId = (await this.identities.use(proven)) ?? (await this.linkByPhone(providerId, proven, origin));
    try {
      return await this.open(given.ticket, { userId, providerId, origin });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'TOTP_REQUIRED')
        await this.attempts.proven(given.ticket, userId);
      throw error;
    }
  }

  /** The second half of a sign-in whose account asks for a one-time code. @throws EXTERNAL_SIGN_IN_OVER, TOTP_WRONG, ACCOUNT_LOCKED */
  async withSecondFactor(ticket: string, totpCode: string, origin: Origin): Promise<TokenPair> {
    const proven = await this.attempts.provenUser(ticket);
    if (!proven) throw externalSignInErrors.refuse('EXTERNAL_SIGN_IN_OVER');
    return this.open(ticket, { ...proven, totpCode, origin });
  }

  /**
   * @throws EXTERNAL_SIGN_IN_OVER, EXTERNAL_SIGN_IN_DENIED, EXTERNAL_ANSWER_UNSOUND, EXTERNAL_PROVIDER_AWAY,
   *   EXTERNAL_IDENTITY_TAKEN, EXTERNAL_PROVIDER_LINKED
   */
  async link(actor: UserActor, given: GatewayAnswer): Promise<void> {
    const { providerId, proven: subject } = await this.prove(given, actor.userId);
    const outcome = await this.unitOfWork.run((tx) =>
      this.identities.link(tx, actor, { providerId, subject, how: 'SELF' }),
    );
    if (outcome === 'IDENTITY_TAKEN') throw externalSignInErrors.refuse('EXTERNAL_IDENTITY_TAKEN');
    if (outcome === 'PROVIDER_LINKED') throw externalSignInErrors.refuse('EXTERNAL_PROVIDER_LINKED');
    await this.attempts.end(given.ticket);
  }

  async linked(actor: UserActor): Promise<readonly LinkedIdentity[]> {
    const labels = new Map(this.providers().map(({ id, label }) => [id, label]));
    const identities = await this.identities.list(actor);
    return identities.map((identity) => ({
      ...identity,
      label: labels.get(identity.providerId) ?? identity.providerId,
    }));
  }

  private async prove({ ticket, answer }: GatewayAnswer, linkingUserId: string | null) {
    const secrets = this.secretsOf(ticket);
    if (!isSame(new URLSearchParams(answer).get('state') ?? '', secrets.state)) {
      throw externalSignInErrors.refuse('EXTERNAL_SIGN_IN_OVER');
    }
    const attempt = await this.attempts.take(ticket, linkingUserId);
    if (!attempt) throw externalSignInErrors.refuse('EXTERNAL_SIGN_IN_OVER');
    const { providerId } = attempt;
    return { providerId, proven: await this.gateway.identityOf(providerId, answer, secrets) };
  }

  private async open(
    ticket: string,
    by: { userId: string; providerId: string; totpCode?: string; origin: Origin },
  ): Promise<TokenPair> {
    const { userId, providerId, totpCode, origin } = by;
    const way = `EXTERNAL:${providerId}`;
    const proof = { way, origin, ...(totpCode !== undefined && { totpCode }) };
    const tokens = await this.signIn.withProof(userId, proof);
    if (!tokens) throw externalSignInErrors.refuse('EXTERNAL_IDENTITY_NOT_LINKED');
    await this.attempts.end(ticket);
    return tokens;
  }

  /** Whoever has checked the phone of somebody has met them; where one account goes by it, it is theirs. */
  private async linkByPhone(
    providerId: string,
    { issuer, subject, phone }: ProvenIdentity,
    { trace }: Origin,
  ): Promise<string> {
    const number = phone === null ? null : readMobilePhone(phone);
    const userId = number === null ? null : await this.phones.ownerOf(this.fields.indexOf('phone', number));
    const owner = userId === null ? null : accountActor(userId, trace);
    if (owner === null || !(await this.linkOwner(owner, providerId, { issuer, subject }))) {
      throw externalSignInErrors.refuse('EXTERNAL_IDENTITY_NOT_LINKED');
    }
    return owner.userId;
  }

  private async linkOwner(actor: UserActor, providerId: string, subject: ExternalSubject): Promise<boolean> {
    const outcome = await this.unitOfWork.run((tx) =>
      this.identities.link(tx, actor, { providerId, subject, how: 'PHONE' }),
    );
    return outcome === 'LINKED' || outcome === 'SAME';
  }

  /** All of them follow from the ticket, which this service does not keep: its tables open no sign-in. */
  private secretsOf(ticket: string): SignInSecrets {
    const drawn = (what: string) => this.cipher.blindIndex(ticket, `external-sign-in.${what}`).toString('base64url');
    return { state: drawn('state'), nonce: drawn('nonce'), verifier: drawn('verifier') };
  }
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}
