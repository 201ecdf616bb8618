// iam:GetRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
import { z } from "zod";
import { roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onRole } from "../access.ts";
import { showRole } from "../show.ts";
import { find } from "../state.ts";

export const getRole = operation({
  name: "GetRole",
  readOnly: true,
  input: z.object({ RoleName: roleName }),
  authorize: onRole("GetRole"),
  run: ({ RoleName }, { world, caller }) => ({ Role: showRole(find(world, caller.account, "roles", RoleName)) }),
});
