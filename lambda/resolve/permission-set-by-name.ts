// A permission set by its name, which is all that its role tells: among those that the account has, each asked for its name.
import {
  DescribePermissionSetCommand,
  type InstanceMetadata,
  paginateListPermissionSetsProvisionedToAccount,
  ResourceNotFoundException,
  type SSOAdminClient,
} from "@aws-sdk/client-sso-admin";

export type FoundSet = {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly permissionSetArn: string;
};

/**
 * Beside the organization's instance an account may have one of its own, which knows no permission sets: one that refuses
 * is passed over where another has the set.
 */
export async function findPermissionSet(
  sso: SSOAdminClient,
  instances: readonly InstanceMetadata[],
  account: string,
  name: string,
): Promise<FoundSet | undefined> {
  const searches = await Promise.allSettled(instances.map((instance) => findIn(sso, instance, account, name)));
  for (const search of searches) if (search.status === "fulfilled" && search.value) return search.value;
  for (const search of searches) if (search.status === "rejected") throw search.reason;
  return undefined;
}

/** IAM Identity Center takes 20 calls a second, of everybody together. */
const AT_ONCE = 10;

async function findIn(
  client: SSOAdminClient,
  { InstanceArn = "", IdentityStoreId = "" }: InstanceMetadata,
  AccountId: string,
  name: string,
): Promise<FoundSet | undefined> {
  for await (const page of paginateListPermissionSetsProvisionedToAccount({ client }, { InstanceArn, AccountId })) {
    const arns = page.PermissionSets ?? [];
    for (let from = 0; from < arns.length; from += AT_ONCE) {
      const some = arns.slice(from, from + AT_ONCE);
      const names = await Promise.all(
        some.map((PermissionSetArn) => nameOf(client, { InstanceArn, PermissionSetArn })),
      );
      const permissionSetArn = some[names.indexOf(name)];
      if (permissionSetArn !== undefined)
        return { instanceArn: InstanceArn, identityStoreId: IdentityStoreId, permissionSetArn };
    }
  }
  return undefined;
}

/** Undefined where it was deleted since it was listed. */
async function nameOf(
  client: SSOAdminClient,
  set: { readonly InstanceArn: string; readonly PermissionSetArn: string },
): Promise<string | undefined> {
  try {
    return (await client.send(new DescribePermissionSetCommand(set))).PermissionSet?.Name;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
