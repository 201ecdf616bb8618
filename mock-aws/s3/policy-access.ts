// Who may see and change a bucket's policy: those of the bucket's own account only.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
import { AwsError } from "../aws-error.ts";
import type { Access, Call } from "../operation.ts";
import { beyondResourcePolicy, isRootTask } from "../root-task.ts";
import { bucketOf, onBucket } from "./access.ts";
import type { Bucket } from "./buckets.ts";
import type { S3Request } from "./protocol.ts";

/** "As a security precaution, the root user of the account that owns a bucket can always use this operation." */
export function policyAccess(action: string) {
  return (request: S3Request, call: Call): readonly Access[] | "none" => {
    const { account } = bucketOf(request, call);
    const isOwner = call.caller.principal.type === "root" && call.caller.account === account;
    const access = onBucket(action, request, call);
    if (isOwner) return isRootTask(call) ? [beyondResourcePolicy(access)] : "none";
    return [access];
  };
}

/** Others are refused even where a policy allows them. */
export function ownBucket(request: S3Request, call: Call): Bucket {
  const bucket = bucketOf(request, call);
  if (bucket.account === call.caller.account) return bucket;
  throw new AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405);
}
