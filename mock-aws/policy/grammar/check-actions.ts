// What AWS requires of the actions in a policy when it is stored.
import { MalformedPolicyError } from "../errors.ts";

/** Texts [recorded by moto's tests]. */
export function checkActions(actions: readonly string[]): void {
  for (const action of actions) checkAction(action);
}

function checkAction(action: string): void {
  if (action === "*" || action === "*:*") return;
  const [vendor = "", ...rest] = action.split(":");
  if (rest.length === 0) {
    throw new MalformedPolicyError("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
  if (rest.length > 1) throw new MalformedPolicyError("Actions/Condition can contain only one colon.");
  if (!/^[a-zA-Z0-9.-]+$/.test(vendor)) throw new MalformedPolicyError(`Vendor ${vendor} is not valid`);
}

/** A trust policy is about assuming the role and nothing else [published]. */
export function checkTrustActions(actions: readonly string[]): void {
  if (actions.every((action) => /^sts:/i.test(action))) return;
  throw new MalformedPolicyError("AssumeRole policy may only specify STS AssumeRole actions.");
}
