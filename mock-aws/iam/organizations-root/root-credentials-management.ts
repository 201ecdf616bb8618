// iam:EnableOrganizationsRootCredentialsManagement, DisableOrganizationsRootCredentialsManagement — https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootCredentialsManagement.html
import { featureOperation } from "./features.ts";

/** Root credentials that there are stay; accounts that are created from now on have none. */
export const enableOrganizationsRootCredentialsManagement = featureOperation(
  "EnableOrganizationsRootCredentialsManagement",
  { enable: "RootCredentialsManagement" },
);

export const disableOrganizationsRootCredentialsManagement = featureOperation(
  "DisableOrganizationsRootCredentialsManagement",
  { disable: "RootCredentialsManagement" },
);
