// Who is calling: the key, its signature, whether it still counts.
import { AwsError } from "./aws-error.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { Instant } from "./clock.ts";
import type { Credential } from "./credential.ts";
import { refuseStale } from "./freshness.ts";
import type { Dialect } from "./operation.ts";
import { isClosed } from "./organizations/levels.ts";
import { enforced } from "./propagation.ts";
import { refuseOtherBody, refuseWithoutHash } from "./s3/payload-hash.ts";
import { type SignatureClaim, signatureMatches } from "./signature.ts";
import { refuseSignatureVersion2 } from "./signature-version-2.ts";
import type { WireRequest } from "./wire/http.ts";
import { enforcedUntil, type World } from "./world.ts";

export type Authenticated = { readonly caller: Caller; readonly credential: Credential };

/** The caller, or AWS's refusal in the service's dialect. */
export async function authenticate(
  world: World,
  request: WireRequest,
  claim: SignatureClaim | "malformed" | undefined,
  dialect: Dialect,
  region = "",
): Promise<Authenticated> {
  refuseSignatureVersion2(request);
  if (claim === undefined) throw refusal(dialect.missingAuthentication);
  if (claim === "malformed" || !claim.signedHeaders.includes("host")) {
    const where = request.headers["authorization"] === undefined ? "query" : "header";
    throw refusal(dialect.malformedSignature[where]);
  }
  const signsHash = claim.service === "s3" && claim.expiresIn === undefined;
  if (signsHash) refuseWithoutHash(request);
  const credential = world.credentials.get(claim.accessKeyId);
  if (credential && hasForeignToken(credential, claim)) throw refusal(dialect.foreignToken);
  if (!credential || !counts(world, credential, claim)) throw refusal(dialect.unknownKey);
  refuseStale(claim, dialect);
  if (!(await signatureMatches(request, claim, credential.secretAccessKey))) throw refusal(dialect.badSignature);
  if (signsHash) refuseOtherBody(request);
  if (credential.kind === "temporary" && credential.expiresAt <= world.clock.now()) throw refusal(dialect.expiredToken);
  noteUse(credential, { at: world.clock.now(), service: claim.service, region });
  return { credential, caller: callerOf(credential) };
}

/** What GetAccessKeyLastUsed and GetRole tell of last use: every call whose signature was good counts, allowed or not. */
function noteUse(
  credential: Credential,
  use: { readonly at: Instant; readonly service: string; readonly region: string },
): void {
  if (credential.kind === "long-term") credential.lastUsed = use;
  else if (credential.session.type === "role") credential.session.role.lastUsed = use;
}

function refusal([code, message, status]: readonly [string, string, number]): AwsError {
  return new AwsError(code, message, status);
}

function hasForeignToken(credential: Credential, { securityToken }: SignatureClaim): boolean {
  if (securityToken === undefined) return false;
  return credential.kind === "long-term" || securityToken !== credential.sessionToken;
}

/** A key that comes without its token, or with one that it has not, is as good as unknown. */
function counts(world: World, credential: Credential, { securityToken }: SignatureClaim): boolean {
  const token = credential.kind === "long-term" ? undefined : credential.sessionToken;
  return securityToken === token && isGood(world, credential);
}

/** A key that was switched off, or belongs to nobody or to a closed account, is as good as unknown. */
export function isGood(world: World, credential: Credential): boolean {
  if (isClosed(world, credential.account)) return false;
  const asOf = enforcedUntil(world);
  if (credential.kind === "long-term") return enforced(credential.status, asOf) === "Active";
  const { session } = credential;
  const owner = session.type === "role" ? session.role : session.user;
  return owner === undefined || enforced(owner.exists, asOf) !== false;
}
