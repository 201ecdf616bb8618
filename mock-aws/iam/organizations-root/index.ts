// Central access to the root users of member accounts: the operations.
import { listOrganizationsFeatures } from "./list-organizations-features.ts";
import {
  disableOrganizationsRootCredentialsManagement,
  enableOrganizationsRootCredentialsManagement,
} from "./root-credentials-management.ts";
import { disableOrganizationsRootSessions, enableOrganizationsRootSessions } from "./root-sessions.ts";

export const ORGANIZATIONS_ROOT_OPERATIONS = [
  disableOrganizationsRootCredentialsManagement,
  disableOrganizationsRootSessions,
  enableOrganizationsRootCredentialsManagement,
  enableOrganizationsRootSessions,
  listOrganizationsFeatures,
];
