// Showing that a device knows its secret by two codes in a row, to pair it with a user or to bring it back in step.
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import type { Instant } from "../../clock.ts";
import { entityName, text } from "../../input.ts";
import type { TrailDetail } from "../../operation.ts";
import type { MfaDevice } from "../entities.ts";
import { serialNumber } from "./devices.ts";
import { takeCodes } from "./totp.ts";

const code = text({ min: 6, max: 6, pattern: /[\d]+/ });

export const twoCodes = z.object({
  UserName: entityName,
  SerialNumber: serialNumber,
  AuthenticationCode1: code,
  AuthenticationCode2: code,
});

type TwoCodes = z.infer<typeof twoCodes>;

export function refuseWrongCodes(
  device: MfaDevice,
  { AuthenticationCode1, AuthenticationCode2 }: TwoCodes,
  now: Instant,
): void {
  if (takeCodes(device, [AuthenticationCode1, AuthenticationCode2], now)) return;
  throw new AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid.", 403);
}

/** Codes are no part of the trail. */
export function trailWithoutCodes({ UserName, SerialNumber }: TwoCodes): TrailDetail {
  return { requestParameters: { userName: UserName, serialNumber: SerialNumber } };
}
