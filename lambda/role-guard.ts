// What the responder's roles are forbidden, whatever they are allowed: to touch themselves, what they are deployed with, and the untouchable.
//
// An explicit deny beats every allow, also one that is attached later:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { parseArn } from "./arn.ts";
import type { Config } from "./config.ts";
import { BOUNDARY, FORWARD, HOME_ROLES, RESPONDER } from "./own-names.ts";
import type { Statement } from "./role-policy.ts";

export type Guarded = {
  readonly partition: string;
  /** The account that the role is in. It changes principals of no other. */
  readonly account: string;
  readonly config: Pick<Config, "ownRoles" | "untouchable">;
};

/** Of the functions' role. `stack`: ARNs of what it is deployed with. */
export function homeGuard({
  stack,
  ...guarded
}: Guarded & { readonly stack: readonly string[] }): readonly Statement[] {
  return [...guard(guarded, HOME_ROLES), deny("OwnStack", STACK_WRITES, stack)];
}

/** Of a role in another account, by its name there, with its path. */
export function roleGuard(guarded: Guarded, role: string): readonly Statement[] {
  return guard(guarded, [role, FORWARD]);
}

function guard({ partition, account, config }: Guarded, roles: readonly string[]): readonly Statement[] {
  const iam = `arn:${partition}:iam::${account}`;
  const own = [...roles.map((name) => `${iam}:role/${name}`), `${iam}:policy/${BOUNDARY}`];
  const named = [...config.ownRoles, ...config.untouchable].filter(isOfIam);
  if (JSON.stringify(named).length > ROOM) throw new Error(NO_ROOM);
  return [deny("OwnRoles", IAM_WRITES, own), ...(named.length > 0 ? [deny("Untouchable", IAM_WRITES, named)] : [])];
}

/** What a boundary of 6,144 characters has left beside everything else: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROOM = 1_800;
const NO_ROOM = `\`untouchable\` and \`ownRoles\` are longer together than the ${ROOM} characters that IAM's policies have room for: name several with one pattern, as "arn:aws:iam::*:role/break-glass-*".`;

/** A pattern that stands for more than IAM's own things cannot be written into a policy; the guardrail reads it all the same. */
function isOfIam(pattern: string): boolean {
  const { partition, service, region } = parseArn(pattern) ?? {};
  return service === "iam" && region === "" && /^aws(-cn|-us-gov)?$/.test(partition ?? "");
}

/** ARNs of what the stack in the responder's account and Region is made of. */
export function stackArns(where: {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly tableArn: string;
  readonly queueArn: string;
}): readonly string[] {
  const { partition, account, region, stackName, tableArn, queueArn } = where;
  const of = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return [
    of("cloudformation", `stack/${stackName}/*`),
    of("events", `rule/${RESPONDER}-*`),
    of("lambda", `function:${RESPONDER}*`),
    of("scheduler", `schedule/default/${RESPONDER}-*`),
    tableArn,
    queueArn,
  ];
}

const IAM_WRITES = [
  "iam:Add*",
  "iam:Attach*",
  "iam:Create*",
  "iam:Delete*",
  "iam:Detach*",
  "iam:PassRole",
  "iam:Put*",
  "iam:Remove*",
  "iam:Set*",
  "iam:Tag*",
  "iam:Untag*",
  "iam:Update*",
];

/** All but to write and read items of the ledger, and to send to the queue what failed. */
const STACK_WRITES = [
  "cloudformation:*",
  "dynamodb:BatchWriteItem",
  "dynamodb:Delete*",
  "dynamodb:PartiQL*",
  "dynamodb:Restore*",
  "dynamodb:UpdateContinuousBackups",
  "dynamodb:UpdateTable",
  "dynamodb:UpdateTimeToLive",
  "events:*",
  "lambda:*",
  "scheduler:*",
  "sqs:AddPermission",
  "sqs:DeleteMessage",
  "sqs:DeleteQueue",
  "sqs:PurgeQueue",
  "sqs:ReceiveMessage",
  "sqs:SetQueueAttributes",
];

function deny(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: "Deny", Action, Resource };
}
