// The planned organization in a local AWS: made by the functions that the operations call, since nobody watches it being made.

import type { Keys } from "../local/clients.ts";
import { foundAccount } from "../mock-aws/bootstrap.ts";
import { addKey } from "../mock-aws/iam/access-key/add-key.ts";
import { iamArn } from "../mock-aws/iam/arn.ts";
import { NO_PERMISSIONS, type User } from "../mock-aws/iam/entities.ts";
import { addRole } from "../mock-aws/iam/role/add-role.ts";
import { iam } from "../mock-aws/iam/state.ts";
import { accessKeyId, secretKey, uniqueId } from "../mock-aws/ids.ts";
import { equip } from "../mock-aws/organizations/attach.ts";
import { organization } from "../mock-aws/organizations/organization.ts";
import { parsePolicy } from "../mock-aws/policy/document.ts";
import { versioned } from "../mock-aws/propagation.ts";
import type { World } from "../mock-aws/world.ts";
import { arnOf, type OrganizationPlan, type Principal, type RolePlan } from "./organization.ts";

export type Founded = {
  /** The administrator's keys, by account. */
  readonly admins: ReadonlyMap<string, Keys>;
  /** Long-term keys of users, by ARN. */
  readonly keys: ReadonlyMap<string, Keys>;
};

/** Every principal may look around and assume roles; the leaked one also edits IAM where `editsIam` says so. */
export function foundOrganization(world: World, plan: OrganizationPlan, editsIam: boolean): Founded {
  const admins = new Map(plan.accounts.map((account) => [account, foundMember(world, account)]));
  const mayEdit = (principal: Principal) => editsIam && arnOf(principal) === arnOf(plan.leaked);
  for (const role of plan.roles) foundRole(world, role, mayEdit(role.principal));
  const keys = new Map(plan.users.map((user) => [arnOf(user), foundUser(world, user, mayEdit(user))]));
  return { admins, keys };
}

/** An account of nobody in the organization, as an intruder has one. */
export function foundStranger(world: World, account: string): Keys {
  const keys = newKeys(world, account);
  foundAccount(world, account, keys);
  return keys;
}

function foundMember(world: World, account: string): Keys {
  const keys = foundStranger(world, account);
  const { members, root } = organization(world);
  const [joinedAt, parent] = [world.clock.now(), versioned(root.id, 0)];
  members.set(account, { id: account, name: account, email: `${account}@example.com`, joinedAt, parent });
  equip(world, account);
  return keys;
}

function newKeys(world: World, account: string): Keys {
  return { accessKeyId: accessKeyId(world.random, "AKIA", account), secretAccessKey: secretKey(world.random) };
}

function foundRole(world: World, { principal, trusts, forInstances }: RolePlan, editsIam: boolean): void {
  const people = { Effect: "Allow", Principal: { AWS: trusts.map(arnOf) }, Action: "sts:AssumeRole" };
  const ec2 = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  addRole(world, {
    account: principal.account,
    name: principal.name,
    path: "/",
    trust: parsePolicy(document([people, ...(forInstances ? [ec2] : [])]), "trust"),
    permissions: permissions(editsIam),
    tags: new Map(),
    maxSessionDuration: 12 * 3600, // A long day: no session ends by itself before the run does.
    description: undefined,
  });
}

function foundUser(world: World, { account, name }: Principal, editsIam: boolean): Keys {
  const now = world.clock.now();
  const user: User = {
    account,
    name,
    path: "/",
    id: uniqueId(world.random, "AIDA"),
    arn: iamArn(account, "user", "/", name),
    createdAt: now,
    exists: versioned(true, now),
    permissions: versioned(permissions(editsIam), now),
    groups: versioned([], now),
    accessKeyIds: [],
    tags: new Map(),
  };
  iam(world, account).users.set(name.toLowerCase(), user);
  return addKey(world, user);
}

const WORK = ["secretsmanager:ListSecrets", "sts:AssumeRole", "sts:GetFederationToken"];

function permissions(editsIam: boolean) {
  const work = { Effect: "Allow", Action: editsIam ? [...WORK, "iam:*"] : WORK, Resource: "*" };
  return { ...NO_PERMISSIONS, inline: new Map([["work", parsePolicy(document([work]), "identity")]]) };
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
