import { Injectable, Logger } from '@nestjs/common';
import type { ClientMetadata, Configuration, CustomFetch, IDToken, UserInfoResponse } from 'openid-client' with {
  'resolution-mode': 'import',
};
import { DomainError } from '../../../kernel/domain-error';
import type { ExternalProvider, PlainOAuth } from '../../../platform/foundation/config/provider-settings';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { isSafeTarget } from '../../../platform/foundation/config/safe-target';
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
 * Authorization code with PKCE and state. With OpenID Connect there is a nonce, too, and the ID token's signature, issuer,
 * audience, nonce and times are checked by the library; with plain OAuth 2 the gateway is asked whose token it has given.
 * Addresses come from the operator's settings and from what the gateways named there publish.
 */
@Injectable()
export class OAuthGateway extends SignInGateway {
  private readonly logger = new Logger(OAuthGateway.name);
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
        ...(provider.scopes !== '' && { scope: provider.scopes }),
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        ...(provider.plain === null && { nonce }),
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
      const checks = { expectedState: secrets.state, pkceCodeVerifier: secrets.verifier };
      if (provider.plain !== null) {
        const { access_token: token } = await authorizationCodeGrant(configuration, address, checks);
        return this.ownerOf(token, configuration, provider, provider.plain);
      }
      const tokens = await authorizationCodeGrant(configuration, address, {
        ...checks,
        expectedNonce: secrets.nonce,
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

  /** Plain OAuth 2: whose token it is, by the gateway's own answer. */
  private async ownerOf(
    token: string,
    configuration: Configuration,
    { issuer, trustsPhone }: ExternalProvider,
    { userinfoEndpoint, subjectField, phoneField }: PlainOAuth,
  ): Promise<ProvenIdentity> {
    const { fetchProtectedResource } = await import('openid-client');
    const response = await fetchProtectedResource(configuration, token, new URL(userinfoEndpoint), 'GET');
    if (!response.ok) throw new Error(`the gateway does not say whose token it is: ${response.status}`);
    const person = await jsonOf(response);
    const subject = textAt(person, subjectField);
    if (subject === null) throw new Error(`the gateway names nobody in ${subjectField}`);
    return { issuer, subject, phone: trustsPhone && phoneField !== null ? textAt(person, phoneField) : null };
  }

  private async configurationOf(provider: ExternalProvider): Promise<Configuration> {
    const known = this.discovered.get(provider.id);
    if (known && performance.now() - known.at < DISCOVERED_MS) return known.configuration;
    const configuration = provider.plain ? await told(provider, provider.plain) : await discovered(provider);
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

/** What an OpenID provider publishes about itself. */
async function discovered({ issuer, clientId, clientSecret }: ExternalProvider): Promise<Configuration> {
  const client = await import('openid-client');
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    [client.customFetch]: guardedFetch,
    timeout: TIMEOUT_SECONDS,
    execute: [client.enableNonRepudiationChecks, ...(await insecureHere([issuer]))],
  });
}

/** What the operator has told about a gateway of plain OAuth 2. */
async function told(
  { issuer, clientId, clientSecret }: ExternalProvider,
  { authorizationEndpoint, tokenEndpoint, userinfoEndpoint }: PlainOAuth,
): Promise<Configuration> {
  const client = await import('openid-client');
  const metadata: ClientMetadata = { client_id: clientId, client_secret: clientSecret };
  const configuration = new client.Configuration(
    { issuer, authorization_endpoint: authorizationEndpoint, token_endpoint: tokenEndpoint },
    clientId,
    metadata,
  );
  configuration[client.customFetch] = guardedFetch;
  configuration.timeout = TIMEOUT_SECONDS;
  for (const allow of await insecureHere([tokenEndpoint, userinfoEndpoint])) allow(configuration);
  return configuration;
}

/** The settings allow http to this machine alone, and guardedFetch holds every other address to https. */
async function insecureHere(addresses: readonly string[]): Promise<((configuration: Configuration) => void)[]> {
  if (!addresses.some((address) => address.startsWith('http:'))) return [];
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it is noticed
  return [(await import('openid-client')).allowInsecureRequests];
}

/** The parser's own complaint quotes what it has read, and would carry it into the log. */
async function jsonOf(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => undefined);
  if (body === undefined) throw new Error('the gateway answers something else than JSON');
  return body;
}

/** The text or number at a path like `data.openid`; null where there is none. */
function textAt(value: unknown, path: string): string | null {
  let at = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  if (typeof at === 'number') return String(at);
  return typeof at === 'string' && at !== '' ? at : null;
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
