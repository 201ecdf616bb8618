// sts:AssumeRoot — https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { rootArn } from "../caller.ts";
import { administersRoots, type RootFeature, rootFeatures, trustsIam } from "../iam/organizations-root/features.ts";
import { arn, integer, text } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { organization } from "../organizations/organization.ts";
import type { World } from "../world.ts";
import { issue, showCredentials, trailCredentials } from "./issue.ts";
import { type TaskPolicy, taskPolicy } from "./root-tasks.ts";

const LONGEST = 900;

/** The member account, by its number or by the ARN of its root. */
const TARGET = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/;

function accountIn(target: string): string {
  const account = TARGET.exec(target)?.[1];
  if (account !== undefined) return account;
  throw new AwsError("ValidationError", "Request must contain a valid target principal", 400);
}

function findTask(policyArn: string): TaskPolicy {
  const task = taskPolicy(policyArn);
  if (task) return task;
  throw new AwsError("ValidationError", "Request must contain valid AWS managed task policy ARN", 400);
}

/** A session of a member account's root, for one task; its parent's permissions count for nothing in it. */
export const assumeRoot = operation({
  name: "AssumeRoot",
  readOnly: true,
  input: z.object({
    TargetPrincipal: text({ min: 12, max: 2048 }),
    TaskPolicyArn: z.object({ arn }),
    DurationSeconds: integer(0, LONGEST).default(LONGEST),
  }),
  authorize({ TargetPrincipal, TaskPolicyArn }, call) {
    const target = accountIn(TargetPrincipal);
    findTask(TaskPolicyArn.arn);
    refuseStrangers(target, call);
    const context = { "sts:TaskPolicyArn": TaskPolicyArn.arn, "aws:ResourceAccount": target };
    return [{ action: "sts:AssumeRoot", resource: rootArn(target), context }];
  },
  run({ TargetPrincipal, TaskPolicyArn, DurationSeconds: seconds }, { world, caller }) {
    const account = accountIn(TargetPrincipal);
    const { feature, policy } = findTask(TaskPolicyArn.arn);
    refuseWithout(feature, world);
    const sourceIdentity = sourceIdentityOf(caller.credential);
    const task = { policy, ...(sourceIdentity === undefined ? {} : { sourceIdentity }) };
    const key = issue(world, { account, seconds, session: { type: "session-token", task } });
    return { Credentials: showCredentials(key), SourceIdentity: sourceIdentity };
  },
  trail({ TargetPrincipal, TaskPolicyArn, DurationSeconds }, output) {
    return {
      requestParameters: {
        targetPrincipal: TargetPrincipal,
        taskPolicyArn: TaskPolicyArn,
        durationSeconds: DurationSeconds,
      },
      responseElements: output && { credentials: trailCredentials(output.Credentials) },
      alsoSeenBy: [accountIn(TargetPrincipal)],
    };
  },
});

/** Not by root, not from anywhere but the organization's administration, and not into the management account. */
function refuseStrangers(target: string, { world, caller }: Call): void {
  const { managementAccount, members } = organization(world);
  const isMember = members.has(target) && target !== managementAccount;
  if (isMember && administersRoots(world, caller.account) && caller.principal.type !== "root") return;
  throw refusal(`User: ${caller.arn} is not authorized to perform: sts:AssumeRoot on resource: ${rootArn(target)}`);
}

const NOT_ENABLED: Readonly<Record<RootFeature, string>> = {
  RootCredentialsManagement: "Root credentials management feature is not enabled for your AWS Organization.",
  RootSessions: "Root sessions feature is not enabled for your AWS Organization.",
};

/** Neither feature implies the other [recorded]. */
function refuseWithout(feature: RootFeature, world: World): void {
  if (!trustsIam(world)) throw refusal("Service not enabled for AWS Organizations.");
  if (!rootFeatures(world).has(feature)) throw refusal(NOT_ENABLED[feature]);
}

function refusal(message: string): AwsError {
  return new AwsError("AccessDenied", message, 403);
}

function sourceIdentityOf(credential: Call["caller"]["credential"]): string | undefined {
  const isRole = credential.kind === "temporary" && credential.session.type === "role";
  return isRole ? credential.session.sourceIdentity : undefined;
}
