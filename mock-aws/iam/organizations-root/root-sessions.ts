// iam:EnableOrganizationsRootSessions, DisableOrganizationsRootSessions — https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootSessions.html
import { featureOperation } from "./features.ts";

export const enableOrganizationsRootSessions = featureOperation("EnableOrganizationsRootSessions", {
  enable: "RootSessions",
});

/** Sessions that are open stay open [recorded]: they last a quarter of an hour. */
export const disableOrganizationsRootSessions = featureOperation("DisableOrganizationsRootSessions", {
  disable: "RootSessions",
});
