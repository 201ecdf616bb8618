// What can carry tags, so that tagging is written once for all of it.
import type { z } from "zod";
import { arn, entityName, roleName } from "../../input.ts";
import type { Access, Call } from "../../operation.ts";
import { accessTo, accessToPolicy } from "../access.ts";
import { policyArn } from "../managed-policy/find-policy.ts";
import { findOwnPolicy } from "../managed-policy/own-policy.ts";
import { accessToDevice, findDevice, serialNumber } from "../mfa/devices.ts";
import * as oidc from "../oidc-provider/providers.ts";
import * as saml from "../saml-provider/providers.ts";
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
  tagsOf: ({ world, caller }, named) => findOwnPolicy(world, caller.account, named).tags,
};

const MFA_DEVICE: Taggable = {
  title: "MFADevice",
  member: "SerialNumber",
  name: serialNumber,
  access: accessToDevice,
  tagsOf: ({ world, caller }, serial) => findDevice(world, caller.account, serial).tags,
};

const SAML_PROVIDER: Taggable = {
  title: "SAMLProvider",
  member: "SAMLProviderArn",
  name: arn,
  access: saml.accessToProvider,
  tagsOf: (call, named) => saml.findProvider(call, named).tags,
};

const OIDC_PROVIDER: Taggable = {
  title: "OpenIDConnectProvider",
  member: "OpenIDConnectProviderArn",
  name: arn,
  access: oidc.accessToProvider,
  tagsOf: (call, named) => oidc.findProvider(call, named).tags,
};

export const TAGGABLES: readonly Taggable[] = [
  byName("User", "users", entityName),
  byName("Role", "roles", roleName),
  byName("InstanceProfile", "instanceProfiles", entityName),
  POLICY,
  MFA_DEVICE,
  SAML_PROVIDER,
  OIDC_PROVIDER,
];
