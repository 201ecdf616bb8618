// What an organization lets its administrators do as the root users of member accounts.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { type Call, type Operation, operation } from "../../operation.ts";
import { organization } from "../../organizations/organization.ts";
import { perWorld, type World } from "../../world.ts";
import { onAccount } from "../access.ts";

const FEATURES = ["RootSessions", "RootCredentialsManagement"] as const;

export type RootFeature = (typeof FEATURES)[number];

export const rootFeatures = perWorld<Set<RootFeature>>(() => new Set());

const IAM = "iam.amazonaws.com";

/** The management account, and whom it made its delegated administrator for IAM. */
export function administersRoots(world: World, account: string): boolean {
  const { managementAccount, delegations } = organization(world);
  return account === managementAccount || delegations.get(account)?.has(IAM) === true;
}

/** Without it the features are out of reach, but stay as they are [recorded]. */
export function trustsIam(world: World): boolean {
  return organization(world).trustedServices.has(IAM);
}

/** Delegated administrators may list the features and disable them, not enable them [recorded]. */
function refuseOthers({ world, caller: { account } }: Call, isEnabling: boolean): void {
  const { members, managementAccount } = organization(world);
  if (!members.has(account)) {
    const message = `No organization is associated with account ${account}.`; // A guess of the words.
    throw new AwsError("OrganizationNotFoundException", message, 400);
  }
  if (!administersRoots(world, account)) {
    const message = `Input account ${account} is neither management account nor delegated admin.`;
    throw new AwsError("AccountNotManagementOrDelegatedAdministratorException", message, 400);
  }
  if (!trustsIam(world)) {
    const message = `Trusted Access for IAM not enabled by organization of input account ${account}.`;
    throw new AwsError("ServiceAccessNotEnabledException", message, 400);
  }
  if (!isEnabling || account === managementAccount) return;
  const message = `Caller account ${account} is not management account of the organization and cannot enable IAM features.`;
  throw new AwsError("CallerIsNotManagementAccountException", message, 400);
}

/** An operation that changes a feature, or none, and answers with those that are enabled. */
export function featureOperation(
  name: string,
  change?: { readonly [verb in "enable" | "disable"]?: RootFeature },
): Operation {
  return operation({
    name,
    readOnly: change === undefined,
    input: z.object({}),
    authorize: onAccount(name),
    run(_input, call: Call) {
      refuseOthers(call, change?.enable !== undefined);
      const enabled = rootFeatures(call.world);
      if (change?.enable) enabled.add(change.enable);
      if (change?.disable) enabled.delete(change.disable);
      const EnabledFeatures = FEATURES.filter((feature) => enabled.has(feature));
      return { OrganizationId: organization(call.world).id, EnabledFeatures };
    },
  });
}
