// The permissions that operations of IAM take: the action, the ARN of what it is about, and its condition keys.
import type { Access, Call } from "../operation.ts";
import { current } from "../propagation.ts";
import { iamArn } from "./arn.ts";
import type { Permissions, Role, User } from "./entities.ts";
import { managedPolicy } from "./managed-policy/find-policy.ts";
import { KINDS, type Kind, lookUp } from "./state.ts";

type Context = NonNullable<Access["context"]>;

/** `iam:<action>` on the entity of that name; one that does not exist is asked for under the path `/`. */
export function accessTo(call: Call, action: string, kind: Kind, name: string, context: Context = {}): Access {
  const { account } = call.caller;
  const entity = lookUp(call.world, account, kind, name);
  return {
    action: `iam:${action}`,
    resource: entity?.arn ?? iamArn(account, KINDS[kind].arn, "/", name),
    context: { ...resourceTags(entity), ...context },
  };
}

export function accessToPolicy(call: Call, action: string, policyArn: string): Access {
  return { action: `iam:${action}`, resource: policyArn, context: resourceTags(managedPolicy(call.world, policyArn)) };
}

/** IAM's own key and the global one say the same. */
export function resourceTags(entity: object | undefined): Context {
  if (!entity || !("tags" in entity) || !(entity.tags instanceof Map)) return {};
  const tags: [string, string][] = [...entity.tags];
  return Object.fromEntries(
    tags.flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
}

/** The key by which an administrator lets others manage only those who have a certain boundary. */
export function boundaryOf(entity: User | Role | undefined): Context {
  const permissions: Permissions | undefined = entity && current(entity.permissions);
  return { "iam:PermissionsBoundary": permissions?.boundary };
}

export function onRole(action: string): (input: { readonly RoleName: string }, call: Call) => readonly Access[] {
  return ({ RoleName }, call) => [accessTo(call, action, "roles", RoleName)];
}

export function onUser(action: string): (input: { readonly UserName: string }, call: Call) => readonly Access[] {
  return ({ UserName }, call) => [accessTo(call, action, "users", UserName)];
}

export function onGroup(action: string): (input: { readonly GroupName: string }, call: Call) => readonly Access[] {
  return ({ GroupName }, call) => [accessTo(call, action, "groups", GroupName)];
}

export function onPolicy(action: string): (input: { readonly PolicyArn: string }, call: Call) => readonly Access[] {
  return ({ PolicyArn }, call) => [accessToPolicy(call, action, PolicyArn)];
}

/** For actions that know no resource. */
export function onAccount(action: string): () => readonly Access[] {
  return () => [{ action: `iam:${action}`, resource: "*" }];
}

/** Giving a role to a service is a permission of its own: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export function passRole(call: Call, roleName: string, context: Context): Access {
  return accessTo(call, "PassRole", "roles", roleName, context);
}
