// One deny of older sessions on a role, and a user's key switched off: what a person or a sample script does, once.
import { PutRolePolicyCommand, PutUserPolicyCommand, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { type Actor, actorOf, tryTo } from "../actor.ts";
import type { LeakAlert } from "../alert.ts";
import type { Principal } from "../organization.ts";
import { type Defence, type Place, reacting } from "./defender.ts";

/** `lead`: how far the cutoff lies ahead, seconds. */
export function revoking(place: Place, lead: number): Defence {
  return reacting(place, async ({ principal, accessKeyId }: LeakAlert) => {
    const keys = place.admins.get(principal.account);
    if (!keys) throw new Error(`Nobody administers the account ${principal.account}.`);
    const admin = actorOf(place.aws, keys);
    const cutoff = new Date(place.aws.aws.world().clock.now() + lead * 1000);
    await denyOlderSessions(admin, principal, cutoff);
    if (accessKeyId.startsWith("AKIA")) await switchOff(admin, principal, accessKeyId);
    place.tell("defender", `denies sessions of ${principal.name} from before ${cutoff.toISOString().slice(11, 19)}`);
  });
}

async function denyOlderSessions({ iam }: Actor, { kind, name }: Principal, cutoff: Date): Promise<void> {
  const policy = { PolicyName: "AWSRevokeOlderSessions", PolicyDocument: olderThan(cutoff) };
  if (kind === "role") await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policy }));
  else await iam.send(new PutUserPolicyCommand({ UserName: name, ...policy }));
}

async function switchOff({ iam }: Actor, { name }: Principal, AccessKeyId: string): Promise<void> {
  await tryTo(iam.send(new UpdateAccessKeyCommand({ UserName: name, AccessKeyId, Status: "Inactive" })));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html */
function olderThan(cutoff: Date): string {
  const time = `${cutoff.toISOString().slice(0, 19)}Z`;
  const Condition = { DateLessThan: { "aws:TokenIssueTime": time } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: ["*"], Resource: ["*"], Condition }],
  });
}
