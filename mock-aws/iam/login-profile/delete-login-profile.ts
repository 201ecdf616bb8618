// iam:DeleteLoginProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedHolderInTask, onNamedUser } from "../user/self.ts";
import { findProfile } from "./profile.ts";

/** Ends sign-in to the console; access keys go on working. */
export const deleteLoginProfile = operation({
  name: "DeleteLoginProfile",
  readOnly: false,
  input: z.object({ UserName: entityName.optional() }),
  authorize: onNamedUser("DeleteLoginProfile"),
  run(wish, call) {
    const user = namedHolderInTask(wish, call);
    findProfile(user);
    delete user.loginProfile;
  },
});
