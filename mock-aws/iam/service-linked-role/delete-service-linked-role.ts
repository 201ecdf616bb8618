// iam:DeleteServiceLinkedRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { uuid } from "../../ids.ts";
import { roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { onRole } from "../access.ts";
import { find, iam, KINDS } from "../state.ts";

/** AWS asks the service whether it still needs the role; in the local AWS no service does, and it goes at once. */
export const deleteServiceLinkedRole = operation({
  name: "DeleteServiceLinkedRole",
  readOnly: false,
  input: z.object({ RoleName: roleName }),
  authorize: onRole("DeleteServiceLinkedRole"),
  run({ RoleName }, { world, now, caller }) {
    const role = find(world, caller.account, "roles", RoleName);
    if (!role.path.startsWith("/aws-service-role/"))
      throw new AwsError("NoSuchEntity", KINDS.roles.absent(RoleName), 404);
    change(role.exists, false, now);
    const { roles, roleDeletions } = iam(world, caller.account);
    roles.delete(RoleName.toLowerCase());
    const DeletionTaskId = `task${role.path}${RoleName}/${uuid(world.random)}`;
    roleDeletions.set(DeletionTaskId, "SUCCEEDED");
    return { DeletionTaskId };
  },
});
