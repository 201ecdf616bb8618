// What an organization lets its administrators do as the root users of member accounts.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { organization } from "../../organizations/organization.ts";
import { perWorld, type World } from "../../world.ts";

/** Of the two features of AWS the local AWS has the one that AssumeRoot needs; trusted access is always on. */
export type RootFeature = "RootSessions";

export const rootFeatures = perWorld<Set<RootFeature>>(() => new Set());

/** The management account, and whom it made its delegated administrator for IAM. */
export function administersRoots(world: World, account: string): boolean {
  const { managementAccount, delegations } = organization(world);
  return account === managementAccount || delegations.get(account)?.has("iam.amazonaws.com") === true;
}

export function refuseOthers({ world, caller: { account } }: Call): void {
  if (administersRoots(world, account)) return;
  const message = `The account ${account} is neither the management account nor a delegated administrator for IAM.`;
  throw new AwsError("AccountNotManagementOrDelegatedAdministratorException", message, 400);
}

export function showFeatures({ world }: Call) {
  return { OrganizationId: organization(world).id, EnabledFeatures: [...rootFeatures(world)] };
}
