// Finding what a call to IAM Identity Center names.
import { AwsError } from "../aws-error.ts";
import { identityStore } from "../identitystore/store.ts";
import { organization } from "../organizations/organization.ts";
import type { World } from "../world.ts";
import type { Instance, PermissionSet, PrincipalType, Request, RequestKind } from "./instance.ts";

function absent(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 400);
}

/** The words are [recorded by moto's tests]. */
export function findPermissionSet({ permissionSets }: Instance, arn: string): PermissionSet {
  const found = permissionSets.get(arn);
  if (!found) throw absent(`Could not find PermissionSet with id ${arn.slice(arn.lastIndexOf("/") + 1)}`);
  return found;
}

export function findRequest({ requests }: Instance, kind: RequestKind, id: string): Request {
  const request = requests.get(id);
  if (request?.kind !== kind) throw absent(`Could not find request with id ${id}`);
  return request;
}

export function refuseUnknownAccount(world: World, account: string): void {
  if (!organization(world).members.has(account)) throw absent(`Could not find Account with id ${account}`);
}

export function refuseUnknownPrincipal(world: World, type: PrincipalType, id: string): void {
  const { users, groups } = identityStore(world);
  if (!(type === "USER" ? users : groups).has(id)) throw absent(`${type} not found.`);
}
