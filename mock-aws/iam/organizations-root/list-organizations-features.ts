// iam:ListOrganizationsFeatures — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
import { featureOperation } from "./features.ts";

export const listOrganizationsFeatures = featureOperation("ListOrganizationsFeatures");
