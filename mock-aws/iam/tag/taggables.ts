// What can carry tags, so that tagging is written once for all of it.
import type { z } from "zod";
import { entityName, roleName } from "../../input.ts";
import type { Access, Call } from "../../operation.ts";
import { accessTo, accessToPolicy } from "../access.ts";
import { policyArn } from "../managed-policy/find-policy.ts";
import { findOwnPolicy } from "../managed-policy/own-policy.ts";
import { accessToDevice, findDevice, serialNumber } from "../mfa/devices.ts";
import { find, type Kind } from "../state.ts";

export type Taggable = {
  /** As in the names of operations: TagRole. */
  readonly title: string;
  /** The member of the input that names the thing. */
  readonly member: string;
  readonly name: z.ZodType<string>;
  access(call: Call, action: string, name: string): Access;
  tagsOf(call: Call, name: string): Map<string, string>;
};

function byName(title: string, kind: Exclude<Kind, "groups" | "policies">, name: z.ZodType<string>): Taggable {
  return {
    title,
    member: `${title}Name`,
    name,
    access: (call, action, named) => accessTo(call, action, kind, named),
    tagsOf: ({ world, caller }, named) => find(world, caller.account, kind, named).tags,
  };
}

const POLICY: Taggable = {
  title: "Policy",
  member: "PolicyArn",
  name: policyArn,
  access: accessToPolicy,
  tagsOf: ({ world, caller }, arn) => findOwnPolicy(world, caller.account, arn).tags,
};

const MFA_DEVICE: Taggable = {
  title: "MFADevice",
  member: "SerialNumber",
  name: serialNumber,
  access: accessToDevice,
  tagsOf: ({ world, caller }, serial) => findDevice(world, caller.account, serial).tags,
};

export const TAGGABLES: readonly Taggable[] = [
  byName("User", "users", entityName),
  byName("Role", "roles", roleName),
  byName("InstanceProfile", "instanceProfiles", entityName),
  POLICY,
  MFA_DEVICE,
];
