// The second factor in a call to STS: the number of the device, and the code that it shows.
import { AwsError } from "../aws-error.ts";
import { devicesOf } from "../iam/mfa/devices.ts";
import { takeCodes } from "../iam/mfa/totp.ts";
import { callingHolder } from "../iam/user/self.ts";
import { text } from "../input.ts";
import type { Call } from "../operation.ts";

/** Members of the input of the operations that take a second factor. */
export const MFA = {
  SerialNumber: text({ min: 9, max: 256, pattern: /[\w+=/:,.@-]*/ }).optional(),
  TokenCode: text({ min: 6, max: 6, pattern: /[\d]*/ }).optional(),
};

type Wish = { readonly SerialNumber?: string | undefined; readonly TokenCode?: string | undefined };

/** Whether the caller proved a second factor; throws where it tried and failed. A code is good once. */
export function provesMfa({ SerialNumber, TokenCode }: Wish, call: Call): boolean {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw refusal("must provide both MFA serial number and one time pass code.");
  }
  const holder = callingHolder(call);
  const device = holder && devicesOf(call.world, holder).find(({ arn }) => arn === SerialNumber);
  if (!device) {
    throw refusal(
      "unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    );
  }
  if (!takeCodes(device, [TokenCode], call.now)) {
    throw new AwsError("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403);
  }
  return true;
}

function refusal(why: string): AwsError {
  return new AwsError("AccessDenied", `MultiFactorAuthentication failed, ${why}`, 403);
}
