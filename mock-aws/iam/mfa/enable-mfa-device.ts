// iam:EnableMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onUser } from "../access.ts";
import { find } from "../state.ts";
import { authenticationCode, devicesOf, findDevice, invalidCode, serialNumber } from "./devices.ts";
import { takeCodes } from "./totp.ts";

const MOST_DEVICES = 8;

/** Two codes in a row show that the device knows the secret. */
export const enableMfaDevice = operation({
  name: "EnableMFADevice",
  readOnly: false,
  input: z.object({
    UserName: entityName,
    SerialNumber: serialNumber,
    AuthenticationCode1: authenticationCode,
    AuthenticationCode2: authenticationCode,
  }),
  authorize: onUser("EnableMFADevice"),
  run(input, { world, now, caller }) {
    const user = find(world, caller.account, "users", input.UserName);
    const device = findDevice(world, caller.account, input.SerialNumber);
    if (device.enabled) throw new AwsError("EntityAlreadyExists", "MFA Device is already in use.", 409);
    if (devicesOf(world, user).length >= MOST_DEVICES) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for MFADevicesPerUser: ${MOST_DEVICES}`, 409);
    }
    if (!takeCodes(device, [input.AuthenticationCode1, input.AuthenticationCode2], now)) throw invalidCode();
    device.enabled = { user, at: now };
  },
  trail: ({ UserName, SerialNumber }) => ({ requestParameters: { userName: UserName, serialNumber: SerialNumber } }),
});
