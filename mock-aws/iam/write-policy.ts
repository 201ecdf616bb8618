// Reading a policy that somebody writes into IAM, with IAM's own refusals.
import { AwsError } from "../aws-error.ts";
import { parsePolicy } from "../policy/document.ts";
import { MalformedPolicyError } from "../policy/errors.ts";
import type { PolicyDocument, PolicyKind } from "../policy/statement.ts";
import type { Permissions } from "./entities.ts";

/** Characters, white space not counted: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_QUOTA = { user: 2048, role: 10240, group: 5120 } as const;
const MANAGED_QUOTA = 6144;
const TRUST_QUOTA = 2048;

/** `code` is how the operation calls a document that AWS would not store. */
export function readPolicy(text: string, kind: PolicyKind, code = "MalformedPolicyDocument"): PolicyDocument {
  const known = parsed.get(`${kind} ${text}`);
  if (known) return known;
  try {
    const document = parsePolicy(text, kind);
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(`${kind} ${text}`, document);
    return document;
  } catch (error) {
    if (error instanceof MalformedPolicyError) throw new AwsError(code, error.message, 400);
    throw error;
  }
}

/** Most policies that are written are written again and again: the same trust, the same deny. They are data, and shared. */
const parsed = new Map<string, PolicyDocument>();
const MOST_PARSED = 500;

/** The permissions with the inline policy in place; over the aggregate quota it is LimitExceeded, as AWS words it. */
export function withInlinePolicy(
  permissions: Permissions,
  kind: keyof typeof INLINE_QUOTA,
  owner: string,
  policyName: string,
  document: PolicyDocument,
): Permissions {
  const inline = new Map(permissions.inline).set(policyName, document);
  let size = 0;
  for (const { text } of inline.values()) size += countedSize(text);
  const quota = INLINE_QUOTA[kind];
  if (size > quota) {
    throw new AwsError("LimitExceeded", `Maximum policy size of ${quota} bytes exceeded for ${kind} ${owner}`, 409);
  }
  return { ...permissions, inline };
}

export function refuseLargeManaged(text: string): void {
  if (countedSize(text) <= MANAGED_QUOTA) return;
  throw new AwsError("LimitExceeded", `Cannot exceed quota for PolicySize: ${MANAGED_QUOTA}`, 409);
}

export function refuseLargeTrust(text: string): void {
  if (countedSize(text) <= TRUST_QUOTA) return;
  throw new AwsError("LimitExceeded", `Cannot exceed quota for ACLSizePerRole: ${TRUST_QUOTA}`, 409);
}

function countedSize(text: string): number {
  return text.replace(/\s/g, "").length;
}
