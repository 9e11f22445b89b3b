/** What binds an answer to the one who has begun; made anew for every sign-in. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}

/** Whom a gateway vouches for. */
export interface ProvenIdentity {
  /** Stable at its issuer, which stands beside it. */
  readonly subject: string;
  readonly issuer: string;
  /** A phone that the gateway says it has checked; null where it says nothing, or is not trusted with phones. */
  readonly phone: string | null;
}

/** Speaks to the gateways through which people sign in. */
export abstract class SignInGateway {
  /** Where the person goes. @throws EXTERNAL_PROVIDER_UNKNOWN, EXTERNAL_PROVIDER_AWAY */
  abstract addressFor(providerId: string, secrets: SignInSecrets): Promise<string>;

  /**
   * Checks what the person has brought back, and asks the gateway who it is.
   *
   * @param answer the query of the address that the gateway has sent the person to.
   * @throws EXTERNAL_SIGN_IN_DENIED, EXTERNAL_ANSWER_UNSOUND, EXTERNAL_PROVIDER_AWAY, EXTERNAL_PROVIDER_UNKNOWN
   */
  abstract identityOf(providerId: string, answer: string, secrets: SignInSecrets): Promise<ProvenIdentity>;
}
