// Whom a JSON web token proves its bearer to be: its provider, its audience, its signature, its time.
import { decodeJwt, errors, jwtVerify } from "jose";
import { NotImplementedError } from "../../aws-error.ts";
import type { WebIdentity } from "../../federated-identity.ts";
import { iamArn } from "../../iam/arn.ts";
import { iam } from "../../iam/state.ts";
import type { Call } from "../../operation.ts";
import { issuerKeys, noKey } from "./issuer-keys.ts";
import { expiredToken, invalidToken } from "./refusals.ts";
import { readClaims, type TokenClaims } from "./token-claims.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

/** AWS knows these without a provider in IAM; they issue their tokens far from this machine. */
const BUILT_IN =
  /^https:\/\/(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|cognito-identity\.amazonaws\.com)$/;

/** In the caller's account, which is the role's. */
export async function webIdentity(token: string, call: Call): Promise<WebIdentity> {
  const claims = readClaims(payloadOf(token));
  const { issuer, audience } = claims;
  if (BUILT_IN.test(issuer)) throw new NotImplementedError(`web identities of ${issuer}`);
  const { account } = call.caller;
  const url = issuer.replace(/^https:\/\//, "");
  const arn = iamArn(account, "oidc-provider", "/", url);
  const provider = call.world.accounts.has(account) ? iam(call.world, account).oidcProviders.get(arn) : undefined;
  if (!provider || !issuer.startsWith("https://"))
    throw invalidToken(`No OpenIDConnect provider found in your account for ${issuer}`);
  if (!provider.clientIds.has(audience)) throw invalidToken("Incorrect token audience");
  await refuseUnproven(token, issuer, call.now);
  return identityOf(claims, arn, url);
}

function payloadOf(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch {
    // [published]
    throw invalidToken(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
}

/** By the virtual clock, to the second. */
async function refuseUnproven(token: string, issuer: string, now: number): Promise<void> {
  const keys = await issuerKeys(issuer);
  try {
    await jwtVerify(token, keys, { algorithms: ALGORITHMS, issuer, currentDate: new Date(now) });
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const [current, end] = [Math.floor(now / 1000), error.payload.exp];
      // [published]
      throw expiredToken(`Token expired: current date/time ${current} must be before the expiration date/time ${end}`);
    }
    if (error instanceof errors.JWKSNoMatchingKey) throw noKey();
    if (error instanceof errors.JOSEError) throw invalidToken(`The token could not be verified: ${error.message}`);
    throw error;
  }
}

/** The claims that policies may ask for: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
function identityOf(claims: TokenClaims, provider: string, url: string): WebIdentity {
  const { subject, audience, amr, tags, transitiveTagKeys, sourceIdentity } = claims;
  const context = { [`${url}:aud`]: audience, [`${url}:sub`]: subject, [`${url}:amr`]: amr };
  return {
    by: "web-identity",
    provider,
    subject,
    audience,
    principalId: `${provider}:${audience}:${subject}`,
    identityProvider: provider,
    context,
    lasting: Object.keys(context),
    tags,
    transitiveTagKeys,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
}
