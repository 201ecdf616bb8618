// iam:DeleteUser — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change, current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import { onUser } from "../access.ts";
import { refuseDelete } from "../delete-conflict.ts";
import type { User } from "../entities.ts";
import { devicesOf } from "../mfa/devices.ts";
import { certificatesOf } from "../signing-certificate/certificates.ts";
import { find, iam } from "../state.ts";

/** Its sessions end with it: their credentials belong to nobody any more. */
export const deleteUser = operation({
  name: "DeleteUser",
  readOnly: false,
  input: z.object({ UserName: entityName }),
  authorize: onUser("DeleteUser"),
  run({ UserName }, { world, now, caller }) {
    const user = find(world, caller.account, "users", UserName);
    refuseUsed(world, user);
    change(user.exists, false, now);
    iam(world, caller.account).users.delete(user.name.toLowerCase());
  },
});

function refuseUsed(world: World, user: User): void {
  const { attached, inline } = current(user.permissions);
  const serviceCredentials = [...iam(world, user.account).serviceCredentials.values()];
  refuseDelete(user.loginProfile !== undefined, "delete login profile");
  refuseDelete(user.accessKeyIds.length > 0, "delete access keys");
  refuseDelete(certificatesOf(world, user).length > 0, "delete certificates");
  refuseDelete(devicesOf(world, user).length > 0, "delete MFA device");
  refuseDelete(attached.length > 0, "detach all policies");
  refuseDelete(inline.size > 0, "delete policies");
  refuseDelete(current(user.groups).length > 0, "remove users from group");
  refuseDelete(
    serviceCredentials.some((credential) => credential.user === user),
    "remove referenced objects",
  );
}
