// iam:GetLoginProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedHolderInTask, onNamedUser } from "../user/self.ts";
import { findProfile, showProfile } from "./profile.ts";

export const getLoginProfile = operation({
  name: "GetLoginProfile",
  readOnly: true,
  input: z.object({ UserName: entityName.optional() }),
  authorize: onNamedUser("GetLoginProfile"),
  run(wish, call) {
    const user = namedHolderInTask(wish, call);
    return showProfile(user, findProfile(user));
  },
});
