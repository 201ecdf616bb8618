// What concerns the account as a whole: the operations.
import { createAccountAlias, deleteAccountAlias, listAccountAliases } from "./account-alias.ts";
import { getAccountAuthorizationDetails } from "./get-account-authorization-details.ts";
import { getAccountSummary } from "./get-account-summary.ts";

export const ACCOUNT_OPERATIONS = [
  createAccountAlias,
  deleteAccountAlias,
  getAccountAuthorizationDetails,
  getAccountSummary,
  listAccountAliases,
];
