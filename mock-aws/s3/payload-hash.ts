// The hash of the body that every request to S3 signs in a header, or says that it does not sign.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
import { createHash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/http.ts";

const HEADER = "x-amz-content-sha256";

export function refuseWithoutHash({ headers }: WireRequest): void {
  if (headers[HEADER] !== undefined) return;
  throw new AwsError("InvalidRequest", `Missing required header for this request: ${HEADER}`, 400);
}

/** The other values that the header takes say how the body is sent, which the upload looks at. */
export function refuseOtherBody({ headers, body }: WireRequest): void {
  const stated = headers[HEADER] ?? "";
  if (!/^[0-9a-f]{64}$/.test(stated)) return;
  const computed = createHash("sha256").update(body).digest("hex");
  if (computed === stated) return;
  const message = `The provided '${HEADER}' header does not match what was computed.`;
  throw new AwsError("XAmzContentSHA256Mismatch", message, 400, {
    ClientComputedContentSHA256: stated,
    S3ComputedContentSHA256: computed,
  });
}
