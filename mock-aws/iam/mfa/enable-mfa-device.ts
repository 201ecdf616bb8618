// iam:EnableMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
import { AwsError } from "../../aws-error.ts";
import { operation } from "../../operation.ts";
import { onUser } from "../access.ts";
import { find } from "../state.ts";
import { devicesOf, findDevice } from "./devices.ts";
import { refuseWrongCodes, trailWithoutCodes, twoCodes } from "./two-codes.ts";

const MOST_DEVICES = 8;

export const enableMfaDevice = operation({
  name: "EnableMFADevice",
  readOnly: false,
  input: twoCodes,
  authorize: onUser("EnableMFADevice"),
  run(input, { world, now, caller }) {
    const user = find(world, caller.account, "users", input.UserName);
    const device = findDevice(world, caller.account, input.SerialNumber);
    if (device.enabled) throw new AwsError("EntityAlreadyExists", "MFA Device is already in use.", 409);
    if (devicesOf(world, user).length >= MOST_DEVICES) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for MFADevicesPerUser: ${MOST_DEVICES}`, 409);
    }
    refuseWrongCodes(device, input, now);
    device.enabled = { user, at: now };
  },
  trail: trailWithoutCodes,
});
