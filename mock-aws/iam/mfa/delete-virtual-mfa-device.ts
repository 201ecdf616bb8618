// iam:DeleteVirtualMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { iam } from "../state.ts";
import { accessToDevice, findDevice, serialNumber } from "./devices.ts";

export const deleteVirtualMfaDevice = operation({
  name: "DeleteVirtualMFADevice",
  readOnly: false,
  input: z.object({ SerialNumber: serialNumber }),
  authorize: ({ SerialNumber }, call) => [accessToDevice(call, "DeleteVirtualMFADevice", SerialNumber)],
  run({ SerialNumber }, { world, caller }) {
    const { enabled } = findDevice(world, caller.account, SerialNumber);
    if (enabled) throw new AwsError("DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.", 409);
    iam(world, caller.account).mfaDevices.delete(SerialNumber);
  },
});
