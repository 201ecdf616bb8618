// sso:ListPermissionSetsProvisionedToAccount, ListAccountsForProvisionedPermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListPermissionSetsProvisionedToAccount.html
import { oneOf } from "../input.ts";
import { listPage } from "../page.ts";
import { accountId, define, paging, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";
import type { PermissionSet } from "./instance.ts";

/** Whether changes of the permission set still wait for being provisioned. */
const ProvisioningStatus = oneOf([
  "LATEST_PERMISSION_SET_PROVISIONED",
  "LATEST_PERMISSION_SET_NOT_PROVISIONED",
]).optional();

function isProvisioned(set: PermissionSet, account: string, status: string | undefined): boolean {
  const there = set.provisioned.get(account);
  if (!there) return false;
  return status === undefined || (status === "LATEST_PERMISSION_SET_PROVISIONED") === (there.revision === set.revision);
}

const itself = (text: string) => text;

export const listPermissionSetsProvisionedToAccount = define({
  name: "ListPermissionSetsProvisionedToAccount",
  readOnly: true,
  input: { AccountId: accountId, ProvisioningStatus, ...paging },
  run({ AccountId, ProvisioningStatus: status, ...page }, { permissionSets }) {
    const sets = [...permissionSets.values()].filter((set) => isProvisioned(set, AccountId, status));
    const arns = sets.map(({ arn }) => arn);
    return listPage("PermissionSets", arns, itself, itself, page);
  },
});

export const listAccountsForProvisionedPermissionSet = define({
  name: "ListAccountsForProvisionedPermissionSet",
  readOnly: true,
  input: { PermissionSetArn: permissionSetArn, ProvisioningStatus, ...paging },
  run({ PermissionSetArn, ProvisioningStatus: status, ...page }, instance) {
    const set = findPermissionSet(instance, PermissionSetArn);
    const accounts = [...set.provisioned.keys()].filter((account) => isProvisioned(set, account, status));
    return listPage("AccountIds", accounts, itself, itself, page);
  },
});
