// Keep strangers' accounts from opening sessions of a role whose trust policy an intruder has written.
//
// Whom the intruder has let in is in the policy; who was in it before is not on the trail. So whoever is of an account that
// the responder does not serve is kept out, whatever the policy says: also partners who come in rightly, until it is lifted.
import { memberOf, readPolicy, type Statement, sameMeaning, textsOf, writePolicy } from "../policy-text.ts";
import type { DenyOutsiders } from "../steps.ts";
import type { StepKind } from "./step-kind.ts";
import { trustDeny } from "./trust-deny.ts";

const SID = "CredentialLeakResponderDenyOutsiders";

export const denyOutsiders: StepKind<"deny-outsiders"> = trustDeny<DenyOutsiders>({
  with(text, step) {
    if (standsIn(text, step.served)) return text;
    const document = readPolicy(text);
    return writePolicy(document, [...others(document.Statement), denyStatement(step.served)]);
  },
  without(text) {
    const document = readPolicy(text);
    const rest = others(document.Statement);
    return rest.length === document.Statement.length ? text : writePolicy(document, rest);
  },
  missing: (text, { served }) => (standsIn(text, served) ? undefined : "accounts that are not served"),
});

/**
 * `aws:PrincipalAccount` is there for every principal of an account, and not for services, which therefore get in as before.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
 */
function denyStatement(served: readonly string[]): Statement {
  return {
    Sid: SID,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "sts:AssumeRole",
    Condition: {
      StringNotEquals: { "aws:PrincipalAccount": served },
      Null: { "aws:PrincipalAccount": "false" },
    },
  };
}

/** As we write it, and letting in nobody who is not served. */
function standsIn(text: string, served: readonly string[]): boolean {
  const ours = readPolicy(text).Statement.find(isOurs);
  const known = servedIn(text);
  const isSame = known.length === served.length && served.every((account) => known.includes(account));
  return ours !== undefined && isSame && sameMeaning(ours, denyStatement(known));
}

function servedIn(text: string): readonly string[] {
  const condition = readPolicy(text).Statement.find(isOurs)?.["Condition"];
  return textsOf(memberOf(memberOf(condition, "StringNotEquals"), "aws:PrincipalAccount"));
}

function isOurs({ Sid }: Statement): boolean {
  return Sid === SID;
}

function others(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter((one) => !isOurs(one));
}
