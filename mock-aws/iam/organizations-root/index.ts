// Central access to the root users of member accounts: the operations.
import { listOrganizationsFeatures } from "./list-organizations-features.ts";
import { disableOrganizationsRootSessions, enableOrganizationsRootSessions } from "./root-sessions.ts";

export const ORGANIZATIONS_ROOT_OPERATIONS = [
  disableOrganizationsRootSessions,
  enableOrganizationsRootSessions,
  listOrganizationsFeatures,
];
