// iam:CreateVirtualMFADevice — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { NAME, path, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { iamArn } from "../arn.ts";
import type { MfaDevice } from "../entities.ts";
import { showTags } from "../show.ts";
import { iam } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { base32, newSeed } from "./totp.ts";

/** The secret is shown this once. The picture of it that AWS adds is left out: a program has no camera. */
export const createVirtualMfaDevice = operation({
  name: "CreateVirtualMFADevice",
  readOnly: false,
  input: z.object({
    VirtualMFADeviceName: text({ min: 1, max: 226, pattern: NAME }),
    Path: path.default("/"),
    Tags: tagList.optional(),
  }),
  authorize: ({ VirtualMFADeviceName, Path, Tags }, { caller }) => {
    const resource = iamArn(caller.account, "mfa", Path, VirtualMFADeviceName);
    const context = requestTagContext(Tags);
    const tagging = Tags?.length ? [{ action: "iam:TagMFADevice", resource, context }] : [];
    return [{ action: "iam:CreateVirtualMFADevice", resource, context }, ...tagging];
  },
  run({ VirtualMFADeviceName: name, Path, Tags }, { world, caller: { account } }) {
    const arn = iamArn(account, "mfa", Path, name);
    const { mfaDevices } = iam(world, account);
    if (mfaDevices.has(arn)) {
      throw new AwsError("EntityAlreadyExists", "MFADevice entity at the same path and name already exists.", 409);
    }
    const seed = newSeed(world.random);
    const device: MfaDevice = { account, name, path: Path, arn, seed, tags: withTags(new Map(), Tags), lastStep: 0 };
    mfaDevices.set(arn, device);
    const secret = Buffer.from(base32(seed)).toString("base64");
    return { VirtualMFADevice: { SerialNumber: arn, Base32StringSeed: secret, Tags: showTags(device.tags) } };
  },
  trail: (_input, output) => ({
    responseElements: output && { virtualMFADevice: { serialNumber: output.VirtualMFADevice.SerialNumber } },
  }),
});
