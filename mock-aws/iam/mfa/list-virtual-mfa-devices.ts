// iam:ListVirtualMFADevices — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
import { z } from "zod";
import { oneOf } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import type { Holder } from "../entities.ts";
import { PAGE, page } from "../paging.ts";
import { showRoot } from "../root/root-user.ts";
import { listUser } from "../show.ts";
import { iam } from "../state.ts";

export const listVirtualMfaDevices = operation({
  name: "ListVirtualMFADevices",
  readOnly: true,
  input: z.object({ AssignmentStatus: oneOf(["Assigned", "Unassigned", "Any"]).default("Any"), ...PAGE }),
  authorize: onAccount("ListVirtualMFADevices"),
  run(input, { world, caller }) {
    const all = [...iam(world, caller.account).mfaDevices.values()];
    const wanted = all.filter(
      ({ enabled }) =>
        input.AssignmentStatus === "Any" || (input.AssignmentStatus === "Assigned") === (enabled !== undefined),
    );
    const { items, more } = page(wanted, ({ arn }) => arn, input);
    const shown = items.map(({ arn, enabled }) => ({
      SerialNumber: arn,
      ...(enabled ? { User: showHolder(enabled.user), EnableDate: new Date(enabled.at) } : {}),
    }));
    return { VirtualMFADevices: shown, ...more };
  },
});

function showHolder(holder: Holder) {
  return holder.name === undefined ? showRoot(holder) : listUser(holder);
}
