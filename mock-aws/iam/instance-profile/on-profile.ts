// The permission that an operation on one instance profile takes.
import type { Access, Call } from "../../operation.ts";
import { accessTo } from "../access.ts";

export function onProfile(
  action: string,
): (input: { readonly InstanceProfileName: string }, call: Call) => readonly Access[] {
  return ({ InstanceProfileName }, call) => [accessTo(call, action, "instanceProfiles", InstanceProfileName)];
}
