// iam:DeleteRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
import { z } from "zod";
import { roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import { onRole } from "../access.ts";
import { refuseDelete } from "../delete-conflict.ts";
import type { Role } from "../entities.ts";
import { profilesOf } from "../instance-profile/profiles-of.ts";
import { refuseUnmodifiable } from "../protected-roles.ts";
import { find, iam } from "../state.ts";

/** Its sessions end with it: their credentials belong to nobody any more. */
export const deleteRole = operation({
  name: "DeleteRole",
  readOnly: false,
  input: z.object({ RoleName: roleName }),
  authorize: onRole("DeleteRole"),
  run({ RoleName }, { world, now, caller }) {
    const role = find(world, caller.account, "roles", RoleName);
    refuseUnmodifiable(role);
    refuseUsed(world, role);
    change(role.exists, false, now);
    iam(world, caller.account).roles.delete(role.name.toLowerCase());
  },
});

function refuseUsed(world: World, role: Role): void {
  const { attached, inline } = current(role.permissions);
  refuseDelete(profilesOf(world, role).length > 0, "remove roles from instance profile");
  refuseDelete(attached.length > 0, "detach all policies");
  refuseDelete(inline.size > 0, "delete policies");
}
