// Policies on resources: reading one that somebody writes, and whether it opens the resource to everyone.
import type { AwsError } from "./aws-error.ts";
import { bindPrincipals } from "./iam/bind-principals.ts";
import { parsePolicy } from "./policy/document.ts";
import { MalformedPolicyError } from "./policy/errors.ts";
import type { PolicyDocument, Statement } from "./policy/statement.ts";
import type { World } from "./world.ts";

/** Throws the service's own error where AWS would not take the text, or where nobody has a name in it. */
export function readResourcePolicy(world: World, text: string, refusal: (why: string) => AwsError): PolicyDocument {
  const unknown = () => refusal("Invalid principal in policy");
  try {
    return bindPrincipals(world, parsePolicy(text, "resource"), unknown);
  } catch (error) {
    if (error instanceof MalformedPolicyError) throw refusal(error.message);
    throw error;
  }
}

/**
 * The keys that limit a statement for everyone to a fixed set of callers:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const LIMITING = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
]);

/** Whether an Allow is for everyone, and no condition says whom it means. */
export function isPublic({ statements }: PolicyDocument): boolean {
  return statements.some(isOpen);
}

function isOpen({ effect, principal, conditions }: Statement): boolean {
  if (effect !== "Allow" || !principal?.set.everyone) return false;
  return !conditions.some((one) => one.type === "comparison" && !one.negated && LIMITING.has(one.key));
}
