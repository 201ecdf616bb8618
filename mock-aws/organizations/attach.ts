// Policies on roots, units and accounts: what hangs where, changed as one value so that it is enforced late as a whole.
import { AwsError } from "../aws-error.ts";
import { change, current } from "../propagation.ts";
import type { World } from "../world.ts";
import { invalidInput } from "./input.ts";
import { FULL_ACCESS, organization, type PolicyType } from "./organization.ts";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_ON_A_TARGET = 5;

export function attached(world: World, target: string, type: PolicyType): readonly string[] {
  const org = organization(world);
  return (current(org.attachments).get(target) ?? []).filter((id) => org.policies.get(id)?.type === type);
}

export function attach(world: World, target: string, id: string): void {
  const org = organization(world);
  const known = current(org.attachments).get(target) ?? [];
  if (known.includes(id)) {
    throw new AwsError(
      "DuplicatePolicyAttachmentException",
      "The selected policy is already attached to the specified target.",
      400,
    );
  }
  const type = org.policies.get(id)?.type;
  if (type && attached(world, target, type).length >= MOST_ON_A_TARGET) {
    throw new AwsError(
      "ConstraintViolationException",
      "You have attached the maximum number of policies to the specified target.",
      400,
      {
        Reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      },
    );
  }
  set(world, target, [...known, id]);
}

export function detach(world: World, target: string, id: string): void {
  const org = organization(world);
  const known = current(org.attachments).get(target) ?? [];
  if (!known.includes(id)) {
    throw new AwsError(
      "PolicyNotAttachedException",
      "The policy isn't attached to the specified target in the specified root.",
      400,
    );
  }
  if (id === FULL_ACCESS.RESOURCE_CONTROL_POLICY.id)
    throw invalidInput("You can't detach this AWS managed policy.", "NON_DETACHABLE_POLICY");
  const type = org.policies.get(id)?.type;
  if (type && attached(world, target, type).length === 1) {
    throw new AwsError(
      "ConstraintViolationException",
      "You can't remove the last policy of its type from a target.",
      400,
      {
        Reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
      },
    );
  }
  set(
    world,
    target,
    known.filter((other) => other !== id),
  );
}

export function set(world: World, target: string, ids: readonly string[]): void {
  const { attachments } = organization(world);
  change(attachments, new Map(current(attachments)).set(target, ids), world.clock.now());
}

/** Whatever is new begins with everything allowed, for each type of policy that is switched on. */
export function equip(world: World, target: string): void {
  const types = current(organization(world).root.enabled);
  set(
    world,
    target,
    [...types].map((type) => FULL_ACCESS[type].id),
  );
}
