// What steps that write service control policies take of Organizations.

export const CONTROL_POLICY_PERMISSIONS: readonly string[] = [
  "organizations:ListPoliciesForTarget",
  "organizations:ListPolicies",
  "organizations:DescribePolicy",
  "organizations:CreatePolicy",
  "organizations:UpdatePolicy",
  "organizations:AttachPolicy",
  "organizations:DetachPolicy",
  "organizations:DeletePolicy",
];
