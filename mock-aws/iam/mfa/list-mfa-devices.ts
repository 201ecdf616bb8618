// iam:ListMFADevices — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { PAGE, page } from "../paging.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { devicesOf } from "./devices.ts";

export const listMfaDevices = operation({
  name: "ListMFADevices",
  readOnly: true,
  input: z.object({ UserName: entityName.optional(), ...PAGE }),
  authorize: onNamedUser("ListMFADevices"),
  run(wish, call) {
    const user = namedHolder(wish, call);
    const { items, more } = page(devicesOf(call.world, user), ({ arn }) => arn, wish);
    const shown = items.map(({ arn, enabled }) => ({
      UserName: user.name,
      SerialNumber: arn,
      EnableDate: enabled && new Date(enabled.at),
    }));
    return { MFADevices: shown, ...more };
  },
});
