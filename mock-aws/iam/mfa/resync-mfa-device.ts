// iam:ResyncMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html
import { operation } from "../../operation.ts";
import { onUser } from "../access.ts";
import { find } from "../state.ts";
import { findDeviceOf } from "./devices.ts";
import { refuseWrongCodes, trailWithoutCodes, twoCodes } from "./two-codes.ts";

export const resyncMfaDevice = operation({
  name: "ResyncMFADevice",
  readOnly: false,
  input: twoCodes,
  authorize: onUser("ResyncMFADevice"),
  run(input, { world, now, caller }) {
    const user = find(world, caller.account, "users", input.UserName);
    refuseWrongCodes(findDeviceOf(world, user, input.SerialNumber), input, now);
  },
  trail: trailWithoutCodes,
});
