// iam:ListInstanceProfilesForRole — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
import { z } from "zod";
import { roleName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onRole } from "../access.ts";
import { PAGE, page } from "../paging.ts";
import { listInstanceProfile } from "../show.ts";
import { find } from "../state.ts";
import { profilesOf } from "./profiles-of.ts";

export const listInstanceProfilesForRole = operation({
  name: "ListInstanceProfilesForRole",
  readOnly: true,
  input: z.object({ RoleName: roleName, ...PAGE }),
  authorize: onRole("ListInstanceProfilesForRole"),
  run(input, { world, caller }) {
    const role = find(world, caller.account, "roles", input.RoleName);
    const { items, more } = page(profilesOf(world, role), ({ name }) => name, input);
    return { InstanceProfiles: items.map(listInstanceProfile), ...more };
  },
});
