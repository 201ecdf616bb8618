// Whether the responder gets into an account and may deny there: asked of AWS anew, and nothing is changed.
import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { type AssumedRole, assumedRoleArn, assumeRole } from "./assume-role.ts";
import type { Aws } from "./aws.ts";

export type Tried = {
  /** Undefined: the simulator could not be asked. */
  readonly denies?: boolean;
  /** Why not, or why it is not known. */
  readonly because?: string;
};

/** As short as STS allows. */
const SECONDS = 900;

/**
 * Rejects, with what to do, where the role cannot be assumed. A session that the responder has from before would hide that a
 * role is gone: a new one is opened.
 */
export async function tryRole(home: Aws, role: AssumedRole & { readonly partition: string }): Promise<void> {
  await assumeRole(home, role, SECONDS);
}

/** What the first deny of a role, of a user and of a key takes. */
const DENIES = [
  { action: "iam:PutRolePolicy", on: "role" },
  { action: "iam:PutUserPolicy", on: "user" },
  { action: "iam:UpdateAccessKey", on: "user" },
] as const;

/** Nobody bears it: whom the responder is forbidden to touch by name is no matter here. */
const ANYBODY = "anybody";

/** The policies of the role with its boundary, and the organization's above them, as IAM's simulator reads them. */
export async function tryDeny(there: Aws, role: AssumedRole & { readonly partition: string }): Promise<Tried> {
  const answers = await Promise.allSettled(DENIES.map(({ action, on }) => simulate(there, role, action, on)));
  const refused = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (refused.length > 0) {
    const because = `${assumedRoleArn(role)} is not allowed ${refused.join(", ")}: by its policies, its boundary or a service control policy.`;
    return { denies: false, because };
  }
  const failed = answers.find((answer) => answer.status === "rejected");
  return failed ? { because: `The policy simulator could not be asked: ${failed.reason}` } : { denies: true };
}

async function simulate(there: Aws, role: AssumedRole & { readonly partition: string }, action: string, on: string) {
  const ResourceArns = [`arn:${role.partition}:iam::${role.account}:${on}/${ANYBODY}`];
  const wish = { PolicySourceArn: assumedRoleArn(role), ActionNames: [action], ResourceArns };
  const { EvaluationResults = [] } = await there.iam.send(new SimulatePrincipalPolicyCommand(wish));
  return EvaluationResults.every(({ EvalDecision }) => EvalDecision === "allowed") ? [] : [action];
}
