// The user, group or role whose policies are simulated, with what its policies say at this moment.
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import type { RequestPrincipal } from "../../policy/request.ts";
import { type IdentityPolicies, policiesOfGroup, policiesOfRole, policiesOfUser } from "../applicable.ts";
import { find } from "../state.ts";
import { invalidSimulation } from "./input.ts";

export type SimulatedEntity = {
  readonly arn: string;
  readonly kind: "user" | "group" | "role";
  readonly principal: RequestPrincipal;
  readonly policies: IdentityPolicies;
};

const SOURCE_ARN = /^arn:[^:]+:iam::(\d{12}):(user|group|role)\/(?:.*\/)?([^/]+)$/;

/** The simulator reads what the control plane shows, not what has already reached the places that enforce it. */
const NEWEST = Number.POSITIVE_INFINITY;

export function simulatedEntity(arn: string, { world, caller: { account } }: Call): SimulatedEntity {
  const [, owner, kind, name = ""] = SOURCE_ARN.exec(arn) ?? [];
  if (owner === undefined)
    throw invalidSimulation(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const absent = () => new AwsError("NoSuchEntity", `The ${kind} with ARN ${arn} cannot be found.`, 404);
  if (owner !== account) throw absent();
  if (kind === "role") {
    const role = find(world, account, "roles", name);
    if (role.arn !== arn) throw absent();
    const principal = { type: "role-session", account, arn, roleArn: arn, roleId: role.id } as const;
    return { arn, kind, principal, policies: policiesOfRole(world, role, NEWEST) };
  }
  if (kind === "user") {
    const user = find(world, account, "users", name);
    if (user.arn !== arn) throw absent();
    return {
      arn,
      kind,
      principal: { type: "user", account, arn, userId: user.id },
      policies: policiesOfUser(world, user, NEWEST),
    };
  }
  const group = find(world, account, "groups", name);
  if (group.arn !== arn) throw absent();
  return {
    arn,
    kind: "group",
    principal: { type: "user", account, arn, userId: group.id },
    policies: policiesOfGroup(world, group, NEWEST),
  };
}
