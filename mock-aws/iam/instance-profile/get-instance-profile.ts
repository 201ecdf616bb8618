// iam:GetInstanceProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { showInstanceProfile } from "../show.ts";
import { find } from "../state.ts";
import { onProfile } from "./on-profile.ts";

export const getInstanceProfile = operation({
  name: "GetInstanceProfile",
  readOnly: true,
  input: z.object({ InstanceProfileName: entityName }),
  authorize: onProfile("GetInstanceProfile"),
  run: ({ InstanceProfileName }, { world, caller }) => ({
    InstanceProfile: showInstanceProfile(find(world, caller.account, "instanceProfiles", InstanceProfileName)),
  }),
});
