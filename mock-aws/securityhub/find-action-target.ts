// A custom action by its ARN.
import { AwsError } from "../aws-error.ts";
import type { ActionTarget, Hub } from "./hubs.ts";

/** Throws ResourceNotFoundException. */
export function findActionTarget({ actionTargets }: Hub, arn: string): ActionTarget {
  const found = actionTargets.get(arn);
  if (found) return found;
  const message = `The action target ${arn} was not found`;
  throw new AwsError("ResourceNotFoundException", message, 404, { Code: "ResourceNotFoundException" });
}
