// Session policies: what the caller of AssumeRole and its like hands along to narrow the new session.
import { deflateRawSync } from "node:zlib";
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { findPolicy } from "../iam/managed-policy/find-policy.ts";
import { readPolicy } from "../iam/write-policy.ts";
import { arn, list, policyText } from "../input.ts";
import type { PolicySource } from "../policy/policies.ts";
import { current } from "../propagation.ts";
import type { World } from "../world.ts";
import type { TagWish } from "./session-tags.ts";

/** Members of the input of every operation that takes session policies. */
export const SESSION_POLICIES = {
  Policy: policyText.optional(),
  PolicyArns: list(z.strictObject({ arn })).optional(),
};

type Wish = {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn: string }[] | undefined;
  readonly Tags?: TagWish | undefined;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LARGEST_PLAINTEXT = 2048;
const MOST_ARNS = 10;

/** Undefined where there are none. Managed ones are those of `account`, or of AWS, as they stand now. */
export function sessionPolicies(
  world: World,
  account: string,
  { Policy, PolicyArns }: Wish,
): readonly PolicySource[] | undefined {
  if (Policy === undefined && !PolicyArns?.length) return undefined;
  const arns = PolicyArns ?? [];
  if (arns.length > MOST_ARNS) throw invalid(`You may specify at most ${MOST_ARNS} managed session policies.`);
  const length = (Policy ?? "").length + arns.reduce((sum, policy) => sum + policy.arn.length, 0);
  if (length > LARGEST_PLAINTEXT) {
    const words = `Member must have length less than or equal to ${LARGEST_PLAINTEXT}`;
    throw invalid(`1 validation error detected: Value at 'policy' failed to satisfy constraint: ${words}`);
  }
  const inline: PolicySource[] =
    Policy === undefined ? [] : [{ id: "session policy", kind: "session", document: readPolicy(Policy, "session") }];
  const managed = arns.map((policy): PolicySource => {
    const found = findPolicy(world, account, policy.arn);
    return { id: policy.arn, kind: "session", document: current(found.defaultVersion).document };
  });
  return [...inline, ...managed];
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationError", message, 400);
}

/** What AWS's own packed form may be at most is not documented; this is a guess of its size and of its form. */
const PACKED_BYTES = 1024;

/** How full, in percent, policies and tags fill the room that a session has for them; throws where it is too small. */
export function packedPolicySize({ Policy, PolicyArns, Tags }: Wish): number {
  const isNone = Policy === undefined && !PolicyArns?.length && !Tags?.length;
  if (isNone) return 0;
  const plain = JSON.stringify([
    Policy,
    PolicyArns?.map((policy) => policy.arn),
    Tags?.map(({ Key, Value }) => [Key, Value]),
  ]);
  const percent = Math.ceil((deflateRawSync(plain).length / PACKED_BYTES) * 100);
  if (percent <= 100) return percent;
  const message =
    Policy === undefined
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`;
  throw new AwsError("PackedPolicyTooLarge", message, 400);
}
