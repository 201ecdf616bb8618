// The trust policy of a role, as it stands in for a resource's policy when the role is to be assumed.

import { resourceTags } from "../iam/access.ts";
import type { Access } from "../operation.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { enforced } from "../propagation.ts";
import { enforcedUntil, type World } from "../world.ts";
import { roleByArn } from "./role-arn.ts";

/** A role that does not exist trusts nobody: STS does not tell the two apart. */
const TRUSTS_NOBODY: PolicyDocument = { kind: "trust", version: "2012-10-17", statements: [], text: "" };

/** What every permission to open a session of the role has in common. */
export function onTrust(
  world: World,
  roleArn: string,
  context: NonNullable<Access["context"]>,
): Omit<Access, "action"> {
  const { role, account } = roleByArn(world, roleArn);
  const document = (role && enforced(role.trust, enforcedUntil(world))) ?? TRUSTS_NOBODY;
  return {
    resource: roleArn,
    resourceAccount: account,
    resourcePolicy: { id: roleArn, kind: "trust", document },
    context: { ...resourceTags(role), ...context },
  };
}
