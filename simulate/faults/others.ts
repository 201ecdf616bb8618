// What others do to the same policies: they keep a statement there, delete the deny, or deny further than the responder would.
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { actorOf } from "../actor.ts";
import { arnOf, distinct } from "../organization.ts";
import { FOREIGN, versionsOf } from "./denies.ts";
import type { Plan } from "./plan.ts";
import type { Record } from "./record.ts";
import { hopOf, principalOf } from "./stage.ts";

/** Somebody else keeps a statement under the names that our denies have. */
export async function prepare({ stage, plan, before }: Record): Promise<void> {
  const principals = plan.leaks.map(principalOf);
  for (const { kind, account, name } of plan.foreign ? distinct(principals) : []) {
    if (kind !== "role") continue;
    const { iam } = actorOf(stage.aws, stage.admin(account));
    const Statement = [{ Sid: FOREIGN, Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: policyName(plan), PolicyDocument }));
  }
  for (const principal of [...principals, ...principals.map(hopOf)])
    for (const version of versionsOf(stage.world, principal).slice(-1)) before.set(arnOf(principal), version);
}

export async function tamper({ stage, plan, narrowed, othersKept, tell }: Record): Promise<void> {
  const [leak] = plan.leaks;
  if (leak?.kind !== "role-session" || plan.foreign) return;
  const { iam } = actorOf(stage.aws, stage.admin(leak.account));
  const wish = { RoleName: leak.name, PolicyName: policyName(plan) };
  const asked = stage.world.clock.now();
  const result = await iam.send(new DeleteRolePolicyCommand(wish)).catch((error: Error) => error);
  othersKept.clear();
  for (const at of [asked, stage.world.clock.now()]) narrowed.push({ principal: principalOf(leak), at }); // An answer may be slow.
  tell("somebody", `deletes the deny of ${leak.name}`, result instanceof Error ? result.name : "done");
}

/** Another tool's lead: what the responder writes meanwhile would move its cutoff back. */
const FURTHER_MS = 15 * 60_000;

/** What IAM shows is up to so old while its reads are stale. */
const STALE_S = 45;

/**
 * Another tool denies the first leak's role too, beside what stands there. Not while IAM's reads are stale: without a
 * conditional write whoever reads before it and writes after it takes it away, and cannot know.
 */
export async function denyFurther({ stage, plan, others, othersKept, tell }: Record): Promise<void> {
  const [leak] = plan.leaks;
  if (leak?.kind !== "role-session" || plan.foreign || isStale(plan, plan.furtherAt)) return;
  const { iam } = actorOf(stage.aws, stage.admin(leak.account));
  const policy = { RoleName: leak.name, PolicyName: policyName(plan) };
  const standing = await iam.send(new GetRolePolicyCommand(policy)).catch(() => undefined);
  const { Statement = [] } = JSON.parse(decodeURIComponent(standing?.PolicyDocument ?? "{}"));
  const cutoff = Math.ceil((stage.world.clock.now() + FURTHER_MS) / 1000) * 1000;
  const DateLessThan = { "aws:TokenIssueTime": new Date(cutoff).toISOString() };
  const deny = { Effect: "Deny", Action: "*", Resource: "*", Condition: { DateLessThan } };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [Statement, deny].flat() });
  othersKept.add(cutoff);
  others.push(cutoff); // Also where no answer comes: it may stand all the same.
  const result = await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument })).catch((error: Error) => error);
  tell("another tool", `denies ${leak.name} further`, result instanceof Error ? result.name : "done");
}

function isStale({ faults }: Plan, now = 0): boolean {
  return faults.some(
    ({ fault, service, at, lasts }) =>
      fault === "stale" && service !== "dynamodb" && now > at - STALE_S && now < at + lasts + STALE_S,
  );
}

function policyName({ scope }: Plan): string {
  return scope === "session" ? "AWSRevokeOlderSessions-Sessions" : "AWSRevokeOlderSessions";
}
