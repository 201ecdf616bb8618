// iam:GetMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedUser, onNamedUser } from "../user/self.ts";
import { findDeviceOf, serialNumber } from "./devices.ts";

export const getMfaDevice = operation({
  name: "GetMFADevice",
  readOnly: true,
  input: z.object({ UserName: entityName.optional(), SerialNumber: serialNumber }),
  authorize: onNamedUser("GetMFADevice"),
  run(wish, call) {
    const user = namedUser(wish, call);
    const { arn, enabled } = findDeviceOf(call.world, user, wish.SerialNumber);
    return { UserName: user.name, SerialNumber: arn, EnableDate: enabled && new Date(enabled.at) };
  },
});
