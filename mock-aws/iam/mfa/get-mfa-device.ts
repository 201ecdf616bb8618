// iam:GetMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedHolder, onNamedUser } from "../user/self.ts";
import { findDeviceOf, serialNumber } from "./devices.ts";

export const getMfaDevice = operation({
  name: "GetMFADevice",
  readOnly: true,
  input: z.object({ UserName: entityName.optional(), SerialNumber: serialNumber }),
  authorize: onNamedUser("GetMFADevice"),
  run(wish, call) {
    const user = namedHolder(wish, call);
    const { arn, enabled } = findDeviceOf(call.world, user, wish.SerialNumber);
    return { UserName: user.name, SerialNumber: arn, EnableDate: enabled && new Date(enabled.at) };
  },
});
