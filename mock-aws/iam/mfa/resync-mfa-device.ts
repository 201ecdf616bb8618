// iam:ResyncMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html
import { z } from "zod";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onUser } from "../access.ts";
import { find } from "../state.ts";
import { authenticationCode, findDeviceOf, invalidCode, serialNumber } from "./devices.ts";
import { takeCodes } from "./totp.ts";

export const resyncMfaDevice = operation({
  name: "ResyncMFADevice",
  readOnly: false,
  input: z.object({
    UserName: entityName,
    SerialNumber: serialNumber,
    AuthenticationCode1: authenticationCode,
    AuthenticationCode2: authenticationCode,
  }),
  authorize: onUser("ResyncMFADevice"),
  run(input, { world, now, caller }) {
    const user = find(world, caller.account, "users", input.UserName);
    const device = findDeviceOf(world, user, input.SerialNumber);
    if (!takeCodes(device, [input.AuthenticationCode1, input.AuthenticationCode2], now)) throw invalidCode();
  },
  trail: ({ UserName, SerialNumber }) => ({ requestParameters: { userName: UserName, serialNumber: SerialNumber } }),
});
