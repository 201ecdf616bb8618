// Keep principals of an incident from opening new sessions of a role: a deny in the role's trust policy.
//
// The deny of older sessions ends at its cutoff: whoever holds another leaked role that the trust policy lets in gets a
// session that is newer.

import type { DenyAssume } from "../steps.ts";
import { stillMay, withDeny, withoutDeny } from "./assume-text.ts";
import type { StepKind } from "./step-kind.ts";
import { trustDeny } from "./trust-deny.ts";

export const denyAssume: StepKind<"deny-assume"> = trustDeny<DenyAssume>({
  with: (text, { principals }) => withDeny(text, principals),
  without: (text, { principals }) => withoutDeny(text, principals),
  missing(text, { principals }) {
    const left = stillMay(text, principals);
    return left.length === 0 ? undefined : left.join(", ");
  },
});
