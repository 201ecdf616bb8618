// Who is calling: the key, its signature, whether it still counts.
import { AwsError } from "./aws-error.ts";
import { type Caller, callerOf } from "./caller.ts";
import type { Instant } from "./clock.ts";
import type { Credential } from "./credential.ts";
import type { Dialect } from "./operation.ts";
import { isClosed } from "./organizations/levels.ts";
import { enforced } from "./propagation.ts";
import { type SignatureClaim, signatureMatches } from "./signature.ts";
import { refuseSignatureVersion2 } from "./signature-version-2.ts";
import type { WireRequest } from "./wire/http.ts";
import { enforcedUntil, type World } from "./world.ts";

/** How far a signature's time may be off: 15 minutes for S3, 5 elsewhere. By the machine's own clock, as clients sign by theirs. */
const FRESH_MS = { s3: 15 * 60_000, others: 5 * 60_000 };

export type Authenticated = { readonly caller: Caller; readonly credential: Credential };

/** The caller, or AWS's refusal in the service's dialect. */
export async function authenticate(
  world: World,
  request: WireRequest,
  claim: SignatureClaim | "malformed" | undefined,
  dialect: Dialect,
): Promise<Authenticated> {
  refuseSignatureVersion2(request);
  if (claim === undefined) throw refusal(dialect.missingAuthentication);
  if (claim === "malformed" || !claim.signedHeaders.includes("host")) {
    throw new AwsError("IncompleteSignature", "The request signature does not conform to AWS standards.", 400);
  }
  const credential = world.credentials.get(claim.accessKeyId);
  if (!credential || !counts(world, credential, claim)) throw refusal(dialect.unknownKey);
  refuseStale(claim, dialect);
  if (!(await signatureMatches(request, claim, credential.secretAccessKey))) throw refusal(dialect.badSignature);
  if (credential.kind === "temporary" && credential.expiresAt <= world.clock.now()) throw refusal(dialect.expiredToken);
  noteUse(credential, { at: world.clock.now(), service: claim.service, region: claim.region });
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

/** A key that was switched off, belongs to nobody or to a closed account, or comes without its token is as good as unknown. */
function counts(world: World, credential: Credential, claim: SignatureClaim): boolean {
  if (isClosed(world, credential.account)) return false;
  const asOf = enforcedUntil(world);
  if (credential.kind === "long-term") {
    return claim.securityToken === undefined && enforced(credential.status, asOf) === "Active";
  }
  if (claim.securityToken !== credential.sessionToken) return false;
  const { session } = credential;
  const owner = session.type === "role" ? session.role : session.user;
  return owner === undefined || enforced(owner.exists, asOf) !== false;
}

function refuseStale(claim: SignatureClaim, dialect: Dialect): void {
  const now = Date.now();
  const skew = now - claim.signedAt.getTime();
  const allowed = claim.service === "s3" ? FRESH_MS.s3 : FRESH_MS.others;
  const lifetime = claim.expiresIn === undefined ? allowed : presignedLifetime(claim.service, claim.expiresIn);
  if (skew <= lifetime && skew >= -allowed) return;
  const [code, , status] = dialect.badSignature;
  const [signed, server] = [claim.signedAt, new Date(now)].map((date) => date.toISOString().replace(/[-:]|\.\d+/g, ""));
  const wording =
    skew > 0
      ? `Signature expired: ${signed} is now earlier than`
      : `Signature not yet current: ${signed} is still later than`;
  throw new AwsError(code, `${wording} ${server} (${allowed / 60_000} min.)`, status);
}

/** STS keeps to 15 minutes whatever the URL says, as those know who take such URLs for tokens (aws-iam-authenticator). */
function presignedLifetime(service: string, expiresIn: number): number {
  return service === "sts" ? 15 * 60_000 : expiresIn * 1000;
}
