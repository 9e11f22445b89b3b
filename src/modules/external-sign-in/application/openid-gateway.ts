import { Injectable, Logger } from '@nestjs/common';
import type { Configuration, CustomFetch, IDToken, UserInfoResponse } from 'openid-client' with {
  'resolution-mode': 'import',
};
import { DomainError } from '../../../kernel/domain-error';
import type { ExternalProvider } from '../../../platform/config/provider-settings';
import { Runtime } from '../../../platform/config/runtime';
import { isSafeTarget } from '../../../platform/config/safe-target';
import { externalSignInErrors } from '../errors';
import { type ProvenIdentity, SignInGateway, type SignInSecrets } from './sign-in-gateway';

const TIMEOUT_SECONDS = 10;
/** What a gateway says about itself changes seldom; its keys are asked for again by the library when one is unknown. */
const DISCOVERED_MS = 3_600_000;
const NO_ANSWER = 500;

/** The page people come back to; registered at every gateway. */
export const RETURN_PATH = '/sign-in';

/** The gateway was not reached, or broke down. */
class NoAnswer extends Error {}

/**
 * OpenID Connect: authorization code with PKCE, state and nonce. The ID token's signature, issuer, audience, nonce and times
 * are checked by the library. Addresses come from the operator's settings and from what the gateways named there publish.
 */
@Injectable()
export class OpenIdGateway extends SignInGateway {
  private readonly logger = new Logger(OpenIdGateway.name);
  private readonly discovered = new Map<string, { readonly at: number; readonly configuration: Configuration }>();

  constructor(private readonly runtime: Runtime) {
    super();
  }

  override async addressFor(providerId: string, { state, nonce, verifier }: SignInSecrets): Promise<string> {
    const provider = this.providerOf(providerId);
    return this.translated(provider, async () => {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
      const address = buildAuthorizationUrl(await this.configurationOf(provider), {
        redirect_uri: this.returnAddress,
        scope: provider.scopes,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return address.href;
    });
  }

  override async identityOf(providerId: string, answer: string, secrets: SignInSecrets): Promise<ProvenIdentity> {
    const provider = this.providerOf(providerId);
    return this.translated(provider, async () => {
      const { authorizationCodeGrant } = await import('openid-client');
      const configuration = await this.configurationOf(provider);
      const address = new URL(this.returnAddress);
      address.search = answer;
      const tokens = await authorizationCodeGrant(configuration, address, {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw externalSignInErrors.refuse('EXTERNAL_ANSWER_UNSOUND');
      const phone = provider.trustsPhone ? await this.phoneOf(configuration, tokens.access_token, claims) : null;
      return { issuer: claims.iss, subject: claims.sub, phone };
    });
  }

  private get returnAddress(): string {
    return `${this.runtime.config.publicUrl}${RETURN_PATH}`;
  }

  private providerOf(providerId: string): ExternalProvider {
    const provider = this.runtime.config.access.providers.find(({ id }) => id === providerId);
    if (!provider) throw externalSignInErrors.refuse('EXTERNAL_PROVIDER_UNKNOWN', { field: 'providerId' });
    return provider;
  }

  /** Gateways put the phone into the ID token, or tell it where they tell more about people. */
  private async phoneOf(configuration: Configuration, accessToken: string, claims: IDToken): Promise<string | null> {
    const own = checkedPhone(claims);
    if (own !== null || configuration.serverMetadata().userinfo_endpoint === undefined) return own;
    const { fetchUserInfo } = await import('openid-client');
    return checkedPhone(await fetchUserInfo(configuration, accessToken, claims.sub));
  }

  private async configurationOf(provider: ExternalProvider): Promise<Configuration> {
    const known = this.discovered.get(provider.id);
    if (known && performance.now() - known.at < DISCOVERED_MS) return known.configuration;
    const client = await import('openid-client');
    const configuration = await client.discovery(
      new URL(provider.issuer),
      provider.clientId,
      provider.clientSecret,
      undefined,
      {
        [client.customFetch]: guardedFetch,
        timeout: TIMEOUT_SECONDS,
        execute: [
          client.enableNonRepudiationChecks,
          // The settings allow http to this machine alone, and guardedFetch holds every other address to https.
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it is noticed
          ...(provider.issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    this.discovered.set(provider.id, { at: performance.now(), configuration });
    return configuration;
  }

  /** Says in our words what went wrong; the log names the cause, without what the gateway has said about the person. */
  private async translated<T>({ id }: ExternalProvider, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const code = codeOf(error);
      if (code !== 'EXTERNAL_SIGN_IN_DENIED') {
        this.logger.warn({ provider: id, reasons: reasonsOf(error) }, 'a sign-in through a gateway failed');
      }
      throw externalSignInErrors.refuse(code);
    }
  }
}

/** Redirects are not followed; every address must be one that we may send to. */
const guardedFetch: CustomFetch = async (url, options) => {
  if (!isSafeTarget(url)) throw new Error('the gateway names an address that is not https');
  let response: Response;
  try {
    response = await fetch(url, { ...options, redirect: 'manual' } as RequestInit);
  } catch (error) {
    throw new NoAnswer('not reached', { cause: error });
  }
  if (response.status >= NO_ANSWER) {
    await response.body?.cancel();
    throw new NoAnswer(`answered ${response.status}`);
  }
  return response;
};

function codeOf(error: unknown) {
  const chain = causesOf(error);
  if (chain.some((cause) => cause instanceof NoAnswer)) return 'EXTERNAL_PROVIDER_AWAY' as const;
  const isDenied = chain.some((cause) => 'error' in cause && cause.error === 'access_denied');
  return isDenied ? ('EXTERNAL_SIGN_IN_DENIED' as const) : ('EXTERNAL_ANSWER_UNSOUND' as const);
}

function reasonsOf(error: unknown): readonly string[] {
  return causesOf(error).map(({ name, message }) => `${name}: ${message}`);
}

function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

function checkedPhone({ phone_number: phone, phone_number_verified: isVerified }: IDToken | UserInfoResponse) {
  return isVerified === true && typeof phone === 'string' ? phone : null;
}
