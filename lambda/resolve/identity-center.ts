// A person of IAM Identity Center, from the role that a permission set has made in an account and the session's name there.
//
// The role says which permission set, by its name; the session bears the person's user name. Both are looked for where
// Identity Center is administered. That takes four round trips: nothing shorter leads from a role to its permission set.
import { GetUserIdCommand, IdentitystoreClient, ResourceNotFoundException } from "@aws-sdk/client-identitystore";
import {
  GetInlinePolicyForPermissionSetCommand,
  type InstanceMetadata,
  paginateListInstances,
} from "@aws-sdk/client-sso-admin";
import type { Aws } from "../aws.ts";
import type { IdentityCenterPrincipal, Resolution, RolePrincipal } from "../model.ts";
import type { Places } from "../places.ts";
import { ssoAdminIn } from "../sso-admin-client.ts";
import { denyPersonByHand } from "./identity-center-by-hand.ts";
import { regionInPath } from "./identity-center-role.ts";
import { findPermissionSet } from "./permission-set-by-name.ts";

/** Asked for in the administration's account. */
export const IDENTITY_CENTER_PERMISSIONS = [
  "sso:ListInstances",
  "sso:ListPermissionSetsProvisionedToAccount",
  "sso:DescribePermissionSet",
  "sso:GetInlinePolicyForPermissionSet",
  "identitystore:GetUserId",
] as const;

/** The set's name may hold underscores itself; what AWS appends are 16 hexadecimal digits. */
const NAME = /^AWSReservedSSO_([\w+=,.@-]+)_[0-9a-f]{16}$/;

/** What STS takes for a session's name; whatever else an alert says is none. */
const SESSION = /^[\w+=,.@-]{2,64}$/;

export async function resolveIdentityCenterUser(places: Places, role: RolePrincipal): Promise<Resolution> {
  const [, setName] = NAME.exec(role.name) ?? [];
  const session = SESSION.exec(role.session ?? "")?.[0];
  const region = places.administration?.identityCenterRegion ?? regionInPath(role.path) ?? "us-east-1";
  if (setName === undefined) return { found: false, because: `The role ${role.name} is of no permission set.` };
  const told = (why: string): Resolution => ({
    found: false,
    because: `${why} ${denyPersonByHand({ account: role.account, region, setName, session })}`,
  });

  if (session === undefined) return told(`The alert does not say which session of ${role.name} has leaked.`);
  if (!places.administration) return told("No administration account is configured.");
  const aws = await places.aws(places.administration.account);
  if (!aws) return told(`The account ${places.administration.account} is not one that this responder serves.`);
  const instances = await listInstances(aws, region);
  if (instances.length === 0)
    return told(`There is no IAM Identity Center in ${region} for the account ${aws.account}.`);
  const set = await findPermissionSet(ssoAdminIn(aws, region), instances, role.account, setName);
  if (!set) return told(`IAM Identity Center has no permission set ${setName} in the account ${role.account}.`);
  const { instanceArn, identityStoreId, permissionSetArn } = set;
  const [userId, inlinePolicy] = await Promise.all([
    findUser(aws, region, identityStoreId, session),
    readInlinePolicy(aws, region, instanceArn, permissionSetArn),
  ]);
  if (userId === undefined) return told(`IAM Identity Center has no user ${session}.`);
  const at = { account: aws.account, region, instanceArn, permissionSetArn, userId, inlinePolicy };
  return { found: true, principal: principalOf(role, session, at) };
}

function principalOf(
  { account, name, arn, id }: RolePrincipal,
  session: string,
  administration: IdentityCenterPrincipal["administration"],
): IdentityCenterPrincipal {
  return { kind: "identity-center-user", account, name, arn, id, session, administration };
}

async function listInstances(aws: Aws, region: string): Promise<readonly InstanceMetadata[]> {
  const instances: InstanceMetadata[] = [];
  for await (const page of paginateListInstances({ client: ssoAdminIn(aws, region) }, {}))
    instances.push(...(page.Instances ?? []));
  return instances;
}

/** By the user name, which sessions bear; where people sign in by mail address, that is what it is. */
async function findUser(
  aws: Aws,
  region: string,
  IdentityStoreId: string,
  AttributeValue: string,
): Promise<string | undefined> {
  for (const AttributePath of ["userName", "emails.value"]) {
    const AlternateIdentifier = { UniqueAttribute: { AttributePath, AttributeValue } };
    const wish = new GetUserIdCommand({ IdentityStoreId, AlternateIdentifier });
    const answer = await aws.client(IdentitystoreClient, { region }).send(wish).catch(absent);
    if (answer?.UserId !== undefined) return answer.UserId;
  }
  return undefined;
}

async function readInlinePolicy(
  aws: Aws,
  region: string,
  InstanceArn: string,
  PermissionSetArn: string,
): Promise<string | null> {
  const wish = new GetInlinePolicyForPermissionSetCommand({ InstanceArn, PermissionSetArn });
  return (await ssoAdminIn(aws, region).send(wish)).InlinePolicy || null;
}

function absent(error: unknown): undefined {
  if (error instanceof ResourceNotFoundException) return undefined;
  throw error;
}
