// A role's trust policy as text with a deny of ours in it: who may not assume the role, whatever else the policy says.
import { literal, memberOf, readPolicy, type Statement, sameMeaning, textsOf, writePolicy } from "../policy-text.ts";

const SID = "CredentialLeakResponderDenyAssume";

/** The text with these principals kept out; unchanged where they are already. */
export function withDeny(text: string, principals: readonly string[]): string {
  if (stillMay(text, principals).length === 0) return text;
  const document = readPolicy(text);
  const denied = [...new Set([...deniedIn(text), ...principals.map(literal)])];
  return writePolicy(document, [...others(document.Statement), denyStatement(denied)]);
}

/** The text with these let in again as far as others let them; the statement goes with the last of them. */
export function withoutDeny(text: string, principals: readonly string[]): string {
  const document = readPolicy(text);
  const released = principals.map(literal);
  const rest = deniedIn(text).filter((arn) => !released.includes(arn));
  const statements = rest.length === 0 ? [] : [denyStatement(rest)];
  const written = { ...document, Statement: [...others(document.Statement), ...statements] };
  return sameMeaning(written, document) ? text : writePolicy(document, written.Statement);
}

/** Which of these our deny does not keep out: all of them where it is not there, or is not as we write it. */
export function stillMay(text: string, principals: readonly string[]): readonly string[] {
  const denied = deniedIn(text);
  const ours = readPolicy(text).Statement.find(isOurs);
  const isWhole = ours !== undefined && sameMeaning(ours, denyStatement(denied));
  return principals.filter((arn) => !isWhole || !denied.includes(literal(arn)));
}

/**
 * Everybody is named, and a condition says who is meant: a principal that is named and then deleted makes the whole document
 * one that IAM takes no more. Without sts:AssumeRole nothing else of a session (tags, source identity) is of use; logins by
 * SAML and web identity are no principals of IAM.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function denyStatement(arns: readonly string[]): Statement {
  return {
    Sid: SID,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "sts:AssumeRole",
    Condition: { ArnEquals: { "aws:PrincipalArn": arns } },
  };
}

function deniedIn(text: string): readonly string[] {
  const condition = readPolicy(text).Statement.find(isOurs)?.["Condition"];
  return textsOf(memberOf(memberOf(condition, "ArnEquals"), "aws:PrincipalArn"));
}

function isOurs({ Sid }: Statement): boolean {
  return Sid === SID;
}

function others(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter((one) => !isOurs(one));
}
