// A permission set becomes a role in an account: AWSReservedSSO_<name>_<16 hex digits>, which nobody there can edit.
// https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
import { AwsError } from "../aws-error.ts";
import { NO_PERMISSIONS, type Permissions, type Role } from "../iam/entities.ts";
import { findAttachable } from "../iam/managed-policy/find-policy.ts";
import { addRole } from "../iam/role/add-role.ts";
import { iam } from "../iam/state.ts";
import { readPolicy, withInlinePolicy } from "../iam/write-policy.ts";
import { hex } from "../ids.ts";
import { change } from "../propagation.ts";
import { recordServiceCall } from "../record-service-call.ts";
import { HOME_REGION, PARTITION, perAccount, type World } from "../world.ts";
import type { Instance, PermissionSet } from "./instance.ts";

const INLINE_POLICY = "AwsSSOInlinePolicy";

/** Makes the role, or brings it up to date; its sessions feel that after the propagation time. Throws IAM's refusals. */
export function provision(world: World, { region }: Instance, set: PermissionSet, account: string): void {
  const known = set.provisioned.get(account);
  const name = known?.role.name ?? `AWSReservedSSO_${set.name}_${hex(world.random, 16)}`;
  const permissions = permissionsOf(world, set, account, name);
  if (known) {
    change(known.role.permissions, permissions, world.clock.now());
    known.revision = set.revision;
  } else {
    const role = makeRole(world, set, { account, region, name, permissions });
    set.provisioned.set(account, { role, revision: set.revision });
    note(world, role, "CreateRole", { path: role.path, description: set.description });
  }
  for (const policyArn of permissions.attached) noteName(world, account, name, "AttachRolePolicy", { policyArn });
  const policyDocument = set.inlinePolicy?.text;
  if (policyDocument !== undefined)
    noteName(world, account, name, "PutRolePolicy", { policyName: INLINE_POLICY, policyDocument });
}

/** With the last assignment in an account the role goes, and its sessions with it. */
export function unprovision(world: World, set: PermissionSet, account: string): void {
  const role = set.provisioned.get(account)?.role;
  if (!role) return;
  set.provisioned.delete(account);
  change(role.exists, false, world.clock.now());
  iam(world, account).roles.delete(role.name.toLowerCase());
  note(world, role, "DeleteRole", {});
}

function permissionsOf(world: World, set: PermissionSet, account: string, roleName: string): Permissions {
  const attached = set.managedPolicies.map((arn) => findAttachable(world, account, arn).arn);
  const base = { ...NO_PERMISSIONS, attached };
  return set.inlinePolicy ? withInlinePolicy(base, "role", roleName, INLINE_POLICY, set.inlinePolicy) : base;
}

type RoleFacts = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly permissions: Permissions;
};

/** "If your identity source is hosted in us-east-1, there is no aws-region in the ARN." */
function makeRole(world: World, set: PermissionSet, { account, region, name, permissions }: RoleFacts): Role {
  const trust = {
    Effect: "Allow",
    Principal: { Federated: samlProvider(world, account) },
    Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
  };
  return addRole(world, {
    account,
    name,
    path: `/aws-reserved/sso.amazonaws.com/${region === HOME_REGION ? "" : `${region}/`}`,
    trust: readPolicy(JSON.stringify({ Version: "2012-10-17", Statement: [trust] }), "trust"),
    permissions,
    tags: new Map(),
    maxSessionDuration: 43_200,
    description: set.description,
  });
}

const providerIds = perAccount<{ id?: string }>(() => ({}));

/** The provider through which the portal signs people in to the account; AWS keeps it to itself. */
export function samlProvider(world: World, account: string): string {
  const drawer = providerIds(world, account);
  drawer.id ??= hex(world.random, 16);
  return `arn:${PARTITION}:iam::${account}:saml-provider/AWSSSO_${drawer.id}_DO_NOT_DELETE`;
}

function note(world: World, role: Role, eventName: string, parameters: object): void {
  noteName(world, role.account, role.name, eventName, parameters);
}

function noteName(world: World, account: string, roleName: string, eventName: string, parameters: object): void {
  recordServiceCall(world, {
    service: "sso.amazonaws.com",
    account,
    region: HOME_REGION,
    eventSource: "iam.amazonaws.com",
    eventName,
    readOnly: false,
    requestParameters: { roleName, ...parameters },
  });
}

/** What became of the work, in Identity Center's words, which wrap those of IAM. */
export function failureReason(error: unknown): string {
  if (error instanceof AwsError) return `Received a ${error.status} status error: ${error.message}`;
  throw error;
}
