// Inline policies of users, groups and roles: the operations.
import { deletePolicy } from "./delete-policy.ts";
import { getPolicy } from "./get-policy.ts";
import { listPolicies } from "./list-policies.ts";
import { putPolicy } from "./put-policy.ts";

export const INLINE_POLICY_OPERATIONS = [...deletePolicy, ...getPolicy, ...listPolicies, ...putPolicy];
