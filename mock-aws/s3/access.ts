// The permission that an operation takes on a bucket or an object, the bucket's policy taking part.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html
import { AwsError } from "../aws-error.ts";
import type { Access, Call } from "../operation.ts";
import { isPublic } from "../resource-policy.ts";
import { readClaim } from "../signature.ts";
import { type Bucket, bucketArn, buckets } from "./buckets.ts";
import type { S3Request } from "./protocol.ts";
import { wrongRegion } from "./wrong-region.ts";

/** Throws NoSuchBucket, or says which Region the request should be signed for. */
export function bucketOf({ bucket: name = "" }: S3Request, { world, region, request }: Call): Bucket {
  const bucket = buckets(world).get(name);
  if (!bucket) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName: name });
  if (bucket.region === region) return bucket;
  throw wrongRegion(request, region, bucket.region);
}

export function onBucket(action: string, request: S3Request, call: Call, context: Access["context"] = {}): Access {
  return access(action, "", bucketOf(request, call), call, context);
}

export function onObject(action: string, request: S3Request, call: Call, context: Access["context"] = {}): Access {
  return access(action, `/${request.key ?? ""}`, bucketOf(request, call), call, context);
}

export function access(
  action: string,
  path: string,
  bucket: Bucket,
  call: Call,
  context: Access["context"] = {},
): Access {
  const arn = bucketArn(bucket.name);
  const policy = policyFor(bucket, call);
  return {
    action: `s3:${action}`,
    resource: arn + path,
    resourceAccount: bucket.account,
    ...(policy ? { resourcePolicy: { id: arn, kind: "resource", document: policy } } : {}),
    context: { ...requestKeys(call), "s3:ResourceAccount": bucket.account, ...context },
  };
}

/** Public access that is blocked leaves a public policy to the bucket's own account. */
function policyFor({ policy, publicAccessBlock, account }: Bucket, { caller }: Call): Bucket["policy"] {
  const isRestricted = publicAccessBlock?.RestrictPublicBuckets === true && caller.account !== account;
  return policy && isRestricted && isPublic(policy) ? undefined : policy;
}

/** How the request was signed. */
export function requestKeys({ request }: Call): NonNullable<Access["context"]> {
  const claim = readClaim(request);
  const expiresIn = typeof claim === "object" ? claim.expiresIn : undefined;
  const age = typeof claim === "object" && expiresIn !== undefined ? Date.now() - claim.signedAt.getTime() : undefined;
  return {
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:authType": expiresIn === undefined ? "REST-HEADER" : "REST-QUERY-STRING",
    "s3:signatureAge": age === undefined ? undefined : String(Math.max(0, age)),
    "s3:x-amz-content-sha256": request.headers["x-amz-content-sha256"],
  };
}
