// iam:DeactivateMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedHolderInTask, onNamedUser } from "../user/self.ts";
import { findDeviceOf, serialNumber } from "./devices.ts";

export const deactivateMfaDevice = operation({
  name: "DeactivateMFADevice",
  readOnly: false,
  input: z.object({ UserName: entityName.optional(), SerialNumber: serialNumber }),
  authorize: onNamedUser("DeactivateMFADevice"),
  run(wish, call) {
    delete findDeviceOf(call.world, namedHolderInTask(wish, call), wish.SerialNumber).enabled;
  },
});
