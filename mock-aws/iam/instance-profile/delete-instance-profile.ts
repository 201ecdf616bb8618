// iam:DeleteInstanceProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { refuseDelete } from "../delete-conflict.ts";
import { find, iam } from "../state.ts";
import { onProfile } from "./on-profile.ts";

export const deleteInstanceProfile = operation({
  name: "DeleteInstanceProfile",
  readOnly: false,
  input: z.object({ InstanceProfileName: entityName }),
  authorize: onProfile("DeleteInstanceProfile"),
  run({ InstanceProfileName }, { world, now, caller }) {
    const profile = find(world, caller.account, "instanceProfiles", InstanceProfileName);
    refuseDelete(profile.role !== undefined, "remove roles from instance profile");
    change(profile.exists, false, now);
    iam(world, caller.account).instanceProfiles.delete(profile.name.toLowerCase());
  },
});
