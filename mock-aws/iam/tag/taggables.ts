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

type Found = { readonly tags: Map<string, string> };

function byArn(
  title: string,
  member: string,
  name: z.ZodType<string>,
  access: Taggable["access"],
  find: (call: Call, named: string) => Found,
): Taggable {
  return { title, member, name, access, tagsOf: (call, named) => find(call, named).tags };
}

const ownPolicy = ({ world, caller }: Call, named: string) => findOwnPolicy(world, caller.account, named);
const device = ({ world, caller }: Call, serial: string) => findDevice(world, caller.account, serial);

export const TAGGABLES: readonly Taggable[] = [
  byName("User", "users", entityName),
  byName("Role", "roles", roleName),
  byName("InstanceProfile", "instanceProfiles", entityName),
  byArn("Policy", "PolicyArn", policyArn, accessToPolicy, ownPolicy),
  byArn("MFADevice", "SerialNumber", serialNumber, accessToDevice, device),
  byArn("SAMLProvider", "SAMLProviderArn", arn, saml.accessToProvider, saml.findProvider),
  byArn("OpenIDConnectProvider", "OpenIDConnectProviderArn", arn, oidc.accessToProvider, oidc.findProvider),
];
