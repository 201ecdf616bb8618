// The policy of the back-stop in the organization: one for each account, merged with what is in it, and gone with the last.
import { ConstraintViolationException, DescribeOrganizationCommand } from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import { organizationsOf } from "../organizations-client.ts";
import { onlyDenies } from "../policy-text.ts";
import type { DenySessionsByScp } from "../steps.ts";
import { backstopName, principalsIn, withBackstop, withoutBackstop } from "./backstop-text.ts";
import {
  attachControlPolicy,
  attachedControlPolicy,
  contentOf,
  deleteControlPolicy,
  detachControlPolicy,
  findControlPolicy,
  makeControlPolicy,
  notThere,
  writeContent,
} from "./control-policy.ts";
import { explainRefusal } from "./control-policy-refusal.ts";

export type Attached = { readonly id: string; readonly text: string };

/** Undefined where no policy of that name hangs on the account. */
export async function attachedBackstop(aws: Aws, step: DenySessionsByScp): Promise<Attached | undefined> {
  const id = (await attachedControlPolicy(aws, step.target, backstopName(step)))?.Id;
  const text = id === undefined ? undefined : await contentOf(aws, id).catch(notThere);
  return id === undefined || text === undefined ? undefined : { id, text };
}

/** The policy wherever it is: a crash, or somebody else, may have left it attached to nothing. */
export async function anyBackstop(aws: Aws, step: DenySessionsByScp): Promise<Attached | undefined> {
  const id = await findControlPolicy(aws, backstopName(step));
  const text = id === undefined ? undefined : await contentOf(aws, id).catch(notThere);
  return id === undefined || text === undefined ? undefined : { id, text };
}

/**
 * Brings the principal into the policy and the policy to the account; gives the request id of the last write. Organizations
 * has no conditional write, as IAM has none: whoever calls this looks afterwards whether it stands.
 */
export async function writeBackstop(
  aws: Aws,
  step: DenySessionsByScp,
  attached: Attached | undefined,
): Promise<string | undefined> {
  if (attached) {
    const wanted = withBackstop(attached.text, step);
    return writeContent(aws, attached.id, wanted).catch(explain(step, wanted));
  }
  const content = withBackstop(null, step);
  const id = await makeControlPolicy(aws, {
    name: backstopName(step),
    description: `Denies what the credential leak responder has contained in ${step.target}, and keeps others from undoing that.`,
    content,
  }).catch(explain(step, content));
  const found = id === undefined ? undefined : await contentOf(aws, id).catch(notThere);
  if (id === undefined || found === undefined) return undefined; // Deleted since.
  const wanted = withBackstop(onlyDenies(found), step);
  try {
    if (wanted !== found) await writeContent(aws, id, wanted);
    return (await attachControlPolicy(aws, id, step.target)).requestId;
  } catch (error) {
    await release(aws, step, { id, text: wanted }, null).catch(() => false); // What went wrong first is what counts.
    return explain(step, wanted)(error);
  }
}

/**
 * Takes out what the step has brought into the policy; deletes it where that was all: then true. Who joins in this very
 * moment is found by the second look.
 */
export async function release(
  aws: Aws,
  step: DenySessionsByScp,
  { id, text }: Attached,
  before: string | null,
): Promise<boolean> {
  const rest = withoutBackstop(text, step, before);
  if (rest !== null) {
    if (rest !== text) await writeContent(aws, id, rest);
    return false;
  }
  await detachControlPolicy(aws, id, step.target);
  const now = await contentOf(aws, id).catch(notThere);
  const joined = now === undefined ? null : withoutBackstop(now, step, before);
  if (joined === null) return deleteControlPolicy(aws, id);
  await writeContent(aws, id, joined);
  await attachControlPolicy(aws, id, step.target);
  return false;
}

/** A policy that hangs there limits nobody, and AWS says nothing of that. */
export async function refuseManagementAccount(aws: Aws, { target }: DenySessionsByScp): Promise<void> {
  const { Organization } = await organizationsOf(aws).send(new DescribeOrganizationCommand({}));
  if (Organization?.MasterAccountId !== target) return;
  throw new Error(
    `${target} is the organization's management account, which no service control policy limits: there is no back-stop in it. Its other steps stand. Name it as \`administration.account\`, or take it out of \`members.accounts\`.`,
  );
}

/**
 * AWS says itself when it is full: 5,120 characters, all of them counted, by
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html; 10,240 since May 2026 by published
 * reports, not verified. A narrower deny is no way out: nothing is written then.
 */
function explain(step: DenySessionsByScp, wanted: string) {
  return (error: unknown): never => {
    if (error instanceof ConstraintViolationException && error.Reason === "POLICY_CONTENT_LIMIT_EXCEEDED") {
      throw new Error(
        `The service control policy ${backstopName(step)} has no room for ${step.principalArn}: with it there would be ${principalsIn(wanted)} principals in ${wanted.length.toLocaleString("en-US")} characters. Lift incidents of the account ${step.target} that are over, or move what others have written there into a policy of its own. The steps in the account itself do not wait for this.`,
        { cause: error },
      );
    }
    return explainRefusal(step.target, `anybody in ${step.target}`)(error);
  };
}
