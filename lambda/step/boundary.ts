// The permissions boundary of a role as a place for the deny: what the present one says, and the deny, in a policy of ours.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
// A boundary is a limit: one that allows all takes nothing away, and a deny in it denies whatever allows. Ours is a copy:
// what is changed in the former one meanwhile has no effect on the role until it is put back.
import {
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import { policyOf } from "../policy-text.ts";
import { deleteOurPolicy, MANAGED_QUOTA, ourPolicyArn, readManagedPolicy, writeOurPolicy } from "./our-policy.ts";
import type { Owner } from "./owner.ts";
import type { PolicyPlace } from "./policy-place.ts";

/** What a role without a boundary may do as far as boundaries go. */
const NO_LIMIT = policyOf({ Effect: "Allow", Action: "*", Resource: "*" });

/** Ends the description of our policy: should the record of the step be lost, the former boundary is not. */
const FORMER = "The boundary before it: ";

export type Boundary = {
  /** The ARN of ours. */
  readonly arn: string;
  /** The ARN of the role's boundary as it is now; null where it has none. */
  now(): Promise<string | null>;
  /** The ARN of the boundary before ours, also where ours stands already; null where there was none. */
  former(): Promise<string | null>;
  /** What it limits the role to; null where there is no such policy. */
  textOf(arn: string | null): Promise<string | null>;
  /** Back to a former boundary; false where that does not exist any more. */
  putBack(former: string | null): Promise<boolean>;
  /** Ours in place, denying. */
  readonly place: PolicyPlace;
};

export function boundaryOf(aws: Aws, owner: Owner, roleName: string): Boundary {
  const policyName = `AWSRevokeOlderSessions-Boundary-${owner.id}`;
  const arn = ourPolicyArn(owner.arn, policyName);
  const role = { RoleName: roleName };

  const now = async () => {
    const answer = await aws.iam.send(new GetRoleCommand(role)).catch(absent);
    return answer?.Role?.PermissionsBoundary?.PermissionsBoundaryArn ?? null;
  };
  const textOf = async (policyArn: string | null) =>
    policyArn === null ? NO_LIMIT : ((await readManagedPolicy(aws, policyArn))?.text ?? null);
  const former = async () => {
    const present = await now();
    return present === arn ? formerIn((await readManagedPolicy(aws, arn))?.description, arn) : present;
  };
  const put = (policyArn: string) =>
    aws.iamWrites.send(new PutRolePermissionsBoundaryCommand({ ...role, PermissionsBoundary: policyArn }));

  return {
    arn,
    now,
    former,
    textOf,
    async putBack(policyArn) {
      if (policyArn !== null) return (await put(policyArn).catch(absent)) !== undefined;
      await aws.iamWrites.send(new DeleteRolePermissionsBoundaryCommand(role)).catch(absent);
      return true;
    },
    place: {
      owner,
      policyName,
      quota: MANAGED_QUOTA,
      async read() {
        const present = await now();
        const text = await textOf(present);
        if (text === null) throw new Error(`The boundary ${present} of ${owner.called} cannot be read.`);
        return { text, inForce: true };
      },
      async write(text) {
        const present = await now();
        if (present === arn) return writeOurPolicy(aws, arn, text, "");
        const description = describe(owner, present);
        await startAnew(aws, arn, description);
        await writeOurPolicy(aws, arn, text, description);
        const answer = await put(arn).catch(async (error: unknown) => {
          await deleteOurPolicy(aws, arn).catch(() => undefined); // It is in force nowhere: nothing of it stays.
          throw error;
        });
        return answer.$metadata.requestId;
      },
      remove: () => Promise.reject(new Error(`The boundary of ${owner.called} is put back, never removed.`)),
    },
  };
}

function describe(owner: Owner, former: string | null): string {
  return `Written by Credential Leak Responder: denies older sessions of ${owner.called}. ${FORMER}${former ?? "none"}`;
}

/** Where it does not say, ours itself: to put that back changes nothing, and to take it away would lift a limit. */
function formerIn(description: string | undefined, ours: string): string | null {
  const [, said] = description?.split(FORMER) ?? [];
  if (said === undefined) return ours;
  return said === "none" ? null : said;
}

/** What is left of an earlier containment may name the boundary of its own time: it goes, and ours is made anew. */
async function startAnew(aws: Aws, arn: string, description: string): Promise<void> {
  const left = await readManagedPolicy(aws, arn);
  if (left === undefined || left.description === description) return;
  const kept = await deleteOurPolicy(aws, arn);
  if (kept === undefined) return;
  throw new Error(
    `The policy ${arn} of an earlier containment is still there, used by ${kept.usedBy}. Take it from there and delete it.`,
  );
}
