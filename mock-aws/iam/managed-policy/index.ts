// Managed policies, their versions, and where they hang: the operations.
import { attachPolicy } from "./attach-policy.ts";
import { createPolicy } from "./create-policy.ts";
import { createPolicyVersion } from "./create-policy-version.ts";
import { deletePolicy } from "./delete-policy.ts";
import { deletePolicyVersion } from "./delete-policy-version.ts";
import { detachPolicy } from "./detach-policy.ts";
import { getPolicy } from "./get-policy.ts";
import { getPolicyVersion } from "./get-policy-version.ts";
import { listAttachedPolicies } from "./list-attached-policies.ts";
import { listEntitiesForPolicy } from "./list-entities-for-policy.ts";
import { listPolicies } from "./list-policies.ts";
import { listPolicyVersions } from "./list-policy-versions.ts";
import { setDefaultPolicyVersion } from "./set-default-policy-version.ts";

export const MANAGED_POLICY_OPERATIONS = [
  ...attachPolicy,
  createPolicy,
  createPolicyVersion,
  deletePolicy,
  deletePolicyVersion,
  ...detachPolicy,
  getPolicy,
  getPolicyVersion,
  ...listAttachedPolicies,
  listEntitiesForPolicy,
  listPolicies,
  listPolicyVersions,
  setDefaultPolicyVersion,
];
