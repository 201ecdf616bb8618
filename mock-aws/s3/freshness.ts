// How long S3 takes a signature for good, and its words when it no longer does.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { AwsError } from "../aws-error.ts";
import type { SignatureClaim } from "../signature.ts";

const SKEW_MS = 15 * 60_000;
const WEEK_SECONDS = 604_800;

/** Throws S3's refusal where the signature is too old, or not to be used yet; texts [published]. */
export function refuseStaleS3({ signedAt, expiresIn }: SignatureClaim, now: number): void {
  const age = now - signedAt.getTime();
  if (expiresIn === undefined) {
    if (Math.abs(age) > SKEW_MS) throw skewed(signedAt, now);
    return;
  }
  if (Number.isNaN(expiresIn)) throw wrongExpires("X-Amz-Expires should be a number");
  if (expiresIn < 0) throw wrongExpires("X-Amz-Expires must be non-negative");
  if (expiresIn > WEEK_SECONDS) {
    const limit = `the given X-Amz-Expires must be less than ${WEEK_SECONDS} seconds`;
    throw wrongExpires(`X-Amz-Expires must be less than a week (in seconds); that is, ${limit}`);
  }
  if (age < -SKEW_MS) throw new AwsError("AccessDenied", "Request is not yet valid", 403);
  if (age > expiresIn * 1000) throw expired(signedAt, expiresIn, now);
}

function wrongExpires(message: string): AwsError {
  return new AwsError("AuthorizationQueryParametersError", message, 400);
}

function expired(signedAt: Date, expiresIn: number, now: number): AwsError {
  return new AwsError("AccessDenied", "Request has expired", 403, {
    "X-Amz-Expires": expiresIn,
    Expires: new Date(signedAt.getTime() + expiresIn * 1000),
    ServerTime: new Date(now),
  });
}

function skewed(signedAt: Date, now: number): AwsError {
  const message = "The difference between the request time and the current time is too large.";
  return new AwsError("RequestTimeTooSkewed", message, 403, {
    RequestTime: signedAt.toISOString().replace(/[-:]|\.\d+/g, ""),
    ServerTime: new Date(now),
    MaxAllowedSkewMilliseconds: SKEW_MS,
  });
}
