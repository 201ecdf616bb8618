// Signature version 2, which boto3 still makes for presigned URLs unless told otherwise: AWS takes it for no new bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/API/specify-signature-version.html
import { AwsError } from "./aws-error.ts";
import type { WireRequest } from "./wire/http.ts";

export function isSignatureVersion2({ headers, query }: WireRequest): boolean {
  return (
    (headers["authorization"] ?? "").startsWith("AWS ") ||
    /(^|&)AWSAccessKeyId=.*&Signature=|(^|&)Signature=.*&AWSAccessKeyId=/.test(query)
  );
}

export function refuseSignatureVersion2(request: WireRequest): void {
  if (!isSignatureVersion2(request)) return;
  const message = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
  throw new AwsError("InvalidRequest", message, 400);
}
