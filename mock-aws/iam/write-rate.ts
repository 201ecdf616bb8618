// How often IAM may be written to, in each account: a token bucket, where the settings ask for one.
//
// AWS throttles by token buckets, refilled each second and one or several for an API, and does not publish their sizes:
// https://repost.aws/knowledge-center/iam-sts-throttling-error. One bucket for all writes of an account is an assumption.
import type { Call, Operation } from "../operation.ts";
import { type Bucket, takeToken } from "../token-bucket.ts";
import { perWorld } from "../world.ts";

const buckets = perWorld<Map<string, Bucket>>(() => new Map());

/** Takes one write from the bucket of the caller's account; false where it is empty. */
export function takeWrite({ readOnly }: Operation, { world, caller, now }: Call): boolean {
  const { iamWriteRate } = world.settings;
  if (readOnly || iamWriteRate === 0) return true;
  return takeToken(buckets(world), caller.account, iamWriteRate, now);
}
