// iam:UpdateAssumeRolePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
import { z } from "zod";
import { policyText, roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { onRole } from "../access.ts";
import { refuseUnmodifiable } from "../protected-roles.ts";
import { find } from "../state.ts";
import { readTrust } from "./read-trust.ts";

/** Decides who may open sessions from now on; those that are open stay open. */
export const updateAssumeRolePolicy = operation({
  name: "UpdateAssumeRolePolicy",
  readOnly: false,
  input: z.object({ RoleName: roleName, PolicyDocument: policyText }),
  authorize: onRole("UpdateAssumeRolePolicy"),
  run({ RoleName, PolicyDocument }, { world, now, caller }) {
    const role = find(world, caller.account, "roles", RoleName);
    refuseUnmodifiable(role);
    change(role.trust, readTrust(world, PolicyDocument), now);
  },
});
