// A permission set of IAM Identity Center: its inline policy, and how far that has come in the accounts that have it.
//
// https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html
// What is written into the set reaches its roles, and the sessions of these, only when it is provisioned again: a work of
// some seconds to minutes that AWS does in the background.
import {
  DeleteInlinePolicyFromPermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  type PermissionSetProvisioningStatus,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  paginateListAccountsForProvisionedPermissionSet,
  ResourceNotFoundException,
  type StatusValues,
} from "@aws-sdk/client-sso-admin";
import type { Aws } from "../aws.ts";
import { ssoAdminIn, ssoAdminWritesIn } from "../sso-admin-client.ts";

export type PermissionSet = {
  readonly region: string;
  readonly instanceArn: string;
  readonly permissionSetArn: string;
};

const named = ({ instanceArn, permissionSetArn }: PermissionSet) => ({
  InstanceArn: instanceArn,
  PermissionSetArn: permissionSetArn,
});

/** Null where there is none, undefined where the permission set is gone. AWS answers an empty text for none. */
export async function readInlinePolicy(aws: Aws, set: PermissionSet): Promise<string | null | undefined> {
  const wish = new GetInlinePolicyForPermissionSetCommand(named(set));
  const answer = await ssoAdminIn(aws, set.region).send(wish).catch(absent);
  return answer && (answer.InlinePolicy || null);
}

/** Replaces the policy whole, or takes it away; gives the write's request id. It reaches nobody before it is provisioned. */
export async function writeInlinePolicy(
  aws: Aws,
  set: PermissionSet,
  text: string | null,
): Promise<string | undefined> {
  const sso = ssoAdminWritesIn(aws, set.region);
  const { $metadata } =
    text === null
      ? await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named(set)))
      : await sso.send(new PutInlinePolicyToPermissionSetCommand({ ...named(set), InlinePolicy: text }));
  return $metadata.requestId;
}

/** Asks AWS to take the set to every account that has it. */
export async function provision(aws: Aws, set: PermissionSet): Promise<void> {
  const wish = new ProvisionPermissionSetCommand({ ...named(set), TargetType: "ALL_PROVISIONED_ACCOUNTS" });
  await ssoAdminIn(aws, set.region).send(wish);
}

/** For a text that is right, but maybe not yet where it should be: true where AWS was asked. */
export async function provisionWhereOutdated(aws: Aws, set: PermissionSet): Promise<boolean> {
  const { outdated, underWay } = await provisioning(aws, set);
  if (outdated.length === 0 || underWay) return false;
  await provision(aws, set);
  return true;
}

export type Provisioning = {
  /** The accounts whose role does not have the set's present text. */
  readonly outdated: readonly string[];
  readonly underWay: boolean;
  /** Why it failed last, in AWS's words. */
  readonly failure?: string;
};

export async function provisioning(aws: Aws, set: PermissionSet): Promise<Provisioning> {
  const outdated = await outdatedAccounts(aws, set);
  if (outdated.length === 0) return { outdated, underWay: false };
  if ((await newest(aws, set, "IN_PROGRESS")) !== undefined) return { outdated, underWay: true };
  const failure = (await newest(aws, set, "FAILED"))?.FailureReason;
  return { outdated, underWay: false, ...(failure === undefined ? {} : { failure }) };
}

async function outdatedAccounts(aws: Aws, set: PermissionSet): Promise<readonly string[]> {
  const wish = { ...named(set), ProvisioningStatus: "LATEST_PERMISSION_SET_NOT_PROVISIONED" as const };
  const accounts: string[] = [];
  try {
    for await (const page of paginateListAccountsForProvisionedPermissionSet(
      { client: ssoAdminIn(aws, set.region) },
      wish,
    ))
      accounts.push(...(page.AccountIds ?? []));
  } catch (error) {
    return absent(error) ?? [];
  }
  return accounts;
}

/** The list shows neither whose a request is nor why it failed; each is looked at, the newest first, and not very many. */
async function newest(
  aws: Aws,
  set: PermissionSet,
  Status: StatusValues,
): Promise<PermissionSetProvisioningStatus | undefined> {
  const sso = ssoAdminIn(aws, set.region);
  const ask = { InstanceArn: set.instanceArn, Filter: { Status }, MaxResults: 100 };
  const listed = (await sso.send(new ListPermissionSetProvisioningStatusCommand(ask))).PermissionSetsProvisioningStatus;
  const recent = [...(listed ?? [])].sort((a, b) => Number(b.CreatedDate ?? 0) - Number(a.CreatedDate ?? 0));
  for (const { RequestId } of recent.slice(0, MOST_REQUESTS)) {
    const wish = { InstanceArn: set.instanceArn, ProvisionPermissionSetRequestId: RequestId };
    const answer = await sso.send(new DescribePermissionSetProvisioningStatusCommand(wish)).catch(absent);
    const status = answer?.PermissionSetProvisioningStatus;
    if (status?.PermissionSetArn === set.permissionSetArn) return status;
  }
  return undefined;
}

const MOST_REQUESTS = 10;

function absent(error: unknown): undefined {
  if (error instanceof ResourceNotFoundException) return undefined;
  throw error;
}
