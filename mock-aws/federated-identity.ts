// Somebody without a key of AWS, for whom an identity provider vouches: what the token or the assertion proved.

type Proven = {
  /** The ARN of the provider in IAM. */
  readonly provider: string;
  readonly subject: string;
  readonly audience: string;
  /** As the trail names the caller, and the provider. */
  readonly principalId: string;
  readonly identityProvider: string;
  /** The condition keys that the call to open a session carries. */
  readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Those of them that every later call of the session carries too. */
  readonly lasting: readonly string[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
};

/** Signed in with a JSON web token. */
export type WebIdentity = Proven & { readonly by: "web-identity" };

/** Signed in with a SAML assertion, which also says how the session is called. */
export type SamlIdentity = Proven & {
  readonly by: "saml";
  readonly assertionId: string;
  /** Which roles the assertion lets its subject choose from. */
  readonly roles: readonly string[];
  readonly issuer: string;
  readonly subjectType: string;
  readonly nameQualifier: string;
  readonly sessionName: string;
  /** When the identity provider ends its own session, in milliseconds: no session of AWS outlasts it. */
  readonly sessionEnd?: number;
};

export type FederatedIdentity = WebIdentity | SamlIdentity;
