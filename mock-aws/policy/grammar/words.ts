// AWS's words for a document that is no policy at all, which differ by the API that stores it.
import type { PolicyKind } from "../statement.ts";

export type Words = {
  readonly notJson: string;
  readonly leadingSpace?: string;
  readonly syntax: string;
  readonly noStatement: string;
  readonly noEffect: string;
  /** For a field that policies do not have. */
  unknownField(name: string): string;
};

const LEADING_SPACE = "JSON strings must not have leading spaces";

/** CreatePolicy, PutUserPolicy and their like [recorded by moto's tests]; leading space [published]. */
const identityWords: Words = {
  notJson: "Syntax errors in policy.",
  leadingSpace: LEADING_SPACE,
  syntax: "Syntax errors in policy.",
  noStatement: "Syntax errors in policy.",
  noEffect: "Syntax errors in policy.",
  unknownField: () => "Syntax errors in policy.",
};

/** CreateRole and UpdateAssumeRolePolicy: "This policy contains invalid Json" [recorded]; the others [published]. */
const trustWords: Words = {
  notJson: "This policy contains invalid Json",
  leadingSpace: LEADING_SPACE,
  syntax: "Syntax error in policy.",
  noStatement: "Could not parse the policy: Statement is empty!",
  noEffect: "Missing required field Effect",
  unknownField: (name) => `Unknown field ${name}`,
};

/** Each service has words of its own; these are S3's [published]. */
const resourceWords: Words = {
  notJson: "Policies must be valid JSON and the first byte must be '{'",
  syntax: "Policy has invalid syntax",
  noStatement: "Could not parse the policy: Statement is empty!",
  noEffect: "Missing required field Effect",
  unknownField: (name) => `Unknown field ${name}`,
};

/** Organizations has one sentence for everything [Organizations API, MalformedPolicyDocumentException]. */
export const ORGANIZATIONS_WORDS =
  "The provided policy document does not meet the requirements of the specified policy type.";

const organizationsWords: Words = {
  notJson: ORGANIZATIONS_WORDS,
  syntax: ORGANIZATIONS_WORDS,
  noStatement: ORGANIZATIONS_WORDS,
  noEffect: ORGANIZATIONS_WORDS,
  unknownField: () => ORGANIZATIONS_WORDS,
};

export const wordsFor: Readonly<Record<PolicyKind, Words>> = {
  identity: identityWords,
  managed: identityWords,
  boundary: identityWords,
  session: identityWords,
  trust: trustWords,
  resource: resourceWords,
  scp: organizationsWords,
  rcp: organizationsWords,
};
