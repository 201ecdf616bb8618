// Virtual MFA devices by serial number and by holder.
import { AwsError } from "../../aws-error.ts";
import { text } from "../../input.ts";
import type { Access, Call } from "../../operation.ts";
import type { World } from "../../world.ts";
import { resourceTags } from "../access.ts";
import type { Holder, MfaDevice } from "../entities.ts";
import { iam } from "../state.ts";

export const serialNumber = text({ min: 9, max: 256, pattern: /[\w+=/:,.@-]+/ });

export function findDevice(world: World, account: string, serial: string): MfaDevice {
  const device = iam(world, account).mfaDevices.get(serial);
  if (!device) throw absentDevice(serial);
  return device;
}

function absentDevice(serial: string): AwsError {
  return new AwsError("NoSuchEntity", `VirtualMFADevice with serial number ${serial} doesn't exist.`, 404);
}

/** The device where it is enabled for this user or root. */
export function findDeviceOf(world: World, user: Holder, serial: string): MfaDevice {
  const device = iam(world, user.account).mfaDevices.get(serial);
  if (device?.enabled?.user !== user) throw absentDevice(serial);
  return device;
}

export function devicesOf(world: World, user: Holder): readonly MfaDevice[] {
  return [...iam(world, user.account).mfaDevices.values()].filter((device) => device.enabled?.user === user);
}

export function accessToDevice(call: Call, action: string, serial: string): Access {
  const device = iam(call.world, call.caller.account).mfaDevices.get(serial);
  return { action: `iam:${action}`, resource: serial, context: resourceTags(device) };
}
