// A managed policy that the caller's account may change: its own, never one of AWS.
import { AwsError } from "../../aws-error.ts";
import type { World } from "../../world.ts";
import type { ManagedPolicy, PolicyVersion } from "../entities.ts";
import { findPolicy } from "./find-policy.ts";

export function findOwnPolicy(world: World, account: string, policyArn: string): ManagedPolicy {
  const policy = findPolicy(world, account, policyArn);
  if (policy.account === account) return policy;
  throw new AwsError("AccessDenied", `Cannot perform the operation on the AWS managed policy ${policyArn}`, 403);
}

export function findVersion(policy: ManagedPolicy, id: string): PolicyVersion {
  const version = policy.versions.find((candidate) => candidate.id === id);
  if (version) return version;
  throw new AwsError("NoSuchEntity", `Policy ${policy.arn} version ${id} does not exist or is not attachable.`, 404);
}
