// How old a signature may be, and how long a presigned URL is good: by the machine's own clock, as clients sign by theirs.
import { AwsError } from "./aws-error.ts";
import type { Instant } from "./clock.ts";
import type { Dialect } from "./operation.ts";
import { refuseStaleS3 } from "./s3/freshness.ts";
import type { SignatureClaim } from "./signature.ts";

const MINUTE = 60_000;
const USUAL = 5 * MINUTE;

/** "More than 15 minutes after the date stamp … or more than 15 minutes in the future" [EC2 API, error codes]. */
const EC2 = 15 * MINUTE;

/** STS keeps to 15 minutes whatever the URL says, as those know who take such URLs for tokens (aws-iam-authenticator). */
const PRESIGNED_STS = 15 * MINUTE;

const WEEK_SECONDS = 604_800;

/** Throws AWS's refusal where the signature is too old, or not to be used yet. */
export function refuseStale(claim: SignatureClaim, dialect: Dialect): void {
  const now = Date.now();
  if (claim.service === "s3") {
    refuseStaleS3(claim, now);
    return;
  }
  const { expiresIn } = claim;
  if (expiresIn !== undefined && !(expiresIn >= 0 && expiresIn <= WEEK_SECONDS)) {
    // S3 alone documents its words for this; these are a guess.
    throw new AwsError("IncompleteSignature", "X-Amz-Expires must be between 0 and 604800 seconds.", 400);
  }
  const skew = now - claim.signedAt.getTime();
  const allowed = claim.service === "ec2" ? EC2 : USUAL;
  const lifetime = expiresIn === undefined ? allowed : presignedLifetime(claim.service, expiresIn);
  if (skew <= lifetime && skew >= -allowed) return;
  if (claim.service === "ec2") throw new AwsError("RequestExpired", "Request has expired.", 400);
  throw skewed(dialect, wording(claim.signedAt.getTime(), now, skew > 0 ? -lifetime : allowed));
}

/** What a caller hears whose clock is ten minutes behind. */
export function staleSignature(dialect: Dialect, now: Instant): AwsError {
  return skewed(dialect, wording(now - 10 * MINUTE, now, -USUAL));
}

function skewed({ badSignature: [code, , status] }: Dialect, message: string): AwsError {
  return new AwsError(code, message, status);
}

function presignedLifetime(service: string, expiresIn: number): number {
  return service === "sts" ? PRESIGNED_STS : expiresIn * 1000;
}

/** `Signature expired: … is now earlier than … (… - 5 min.)` [published]. */
function wording(signedAt: number, now: number, allowed: number): string {
  const [signed, bound, server] = [signedAt, now + allowed, now].map(basic);
  const minutes = Math.abs(allowed) / MINUTE;
  return allowed < 0
    ? `Signature expired: ${signed} is now earlier than ${bound} (${server} - ${minutes} min.)`
    : `Signature not yet current: ${signed} is still later than ${bound} (${server} + ${minutes} min.)`;
}

/** `20150830T123600Z` */
function basic(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
}
