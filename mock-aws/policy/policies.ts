// The policies that apply to one call, each with the place it hangs.
import type { PolicyDocument } from "./statement.ts";

/** Where a policy hangs; the first seven are the names that SimulatePrincipalPolicy reports. */
export type PolicySourceKind =
  | "user"
  | "group"
  | "role"
  | "aws-managed"
  | "user-managed"
  | "resource"
  | "none"
  | "trust"
  | "boundary"
  | "session"
  | "scp"
  | "rcp";

export type PolicySource = {
  readonly id: string;
  readonly kind: PolicySourceKind;
  readonly document: PolicyDocument;
};

export type ApplicablePolicies = {
  readonly identity: readonly PolicySource[];
  readonly boundary?: PolicySource;
  /** Present, even empty, means: intersect with these. */
  readonly session?: readonly PolicySource[];
  /** The resource's own policy; for sts:AssumeRole* the role's trust policy (a document of kind "trust"). */
  readonly resource?: PolicySource;
  /** The resource policy must allow, as with KMS keys; trust policies always must. */
  readonly resourcePolicyRequired?: boolean;
  /** One list per level, from the root over units to the account: each level must allow. */
  readonly scps?: readonly (readonly PolicySource[])[];
  readonly rcps?: readonly (readonly PolicySource[])[];
};
