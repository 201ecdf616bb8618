// The role that a drill leaks: made for it, good for one harmless call, assumed by the caller alone, and removed after.
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  NoSuchEntityException,
  PutRolePolicyCommand,
  paginateListRoles,
} from "@aws-sdk/client-iam";
import { partitionOf } from "../../lambda/partition.ts";
import { policyOf } from "../../lambda/policy-text.ts";

/** Nothing outside it is ever removed. */
export const DRILL_PATH = "/credential-leak-drill/";
export const DRILL_PREFIX = "credential-leak-drill-";

/** The one thing that the role may do: a list that is the same for every account. */
export const HARMLESS = "ec2:DescribeRegions";

/** A drill is over long before: what is older was left by one that crashed. */
const LEFT_AFTER_MS = 60 * 60_000;

export type Maker = { readonly account: string; readonly userId: string; readonly region: string };

export function drillRoleArn({ account, region }: Omit<Maker, "userId">, name: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:role${DRILL_PATH}${name}`;
}

/** The caller's unique id: nobody else of the account gets in. */
export async function makeDrillRole(iam: IAMClient, name: string, { account, userId, region }: Maker): Promise<void> {
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:userid": userId } },
  };
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      Path: DRILL_PATH,
      AssumeRolePolicyDocument: policyOf(trust),
      Description: "Made by a drill of the credential leak responder, and removed after it",
      MaxSessionDuration: 3600,
    }),
  );
  const work = policyOf({ Effect: "Allow", Action: HARMLESS, Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "harmless", PolicyDocument: work }));
}

/** Whatever was put on it meanwhile goes too. Safe to repeat. */
export async function removeDrillRole(iam: IAMClient, RoleName: string): Promise<void> {
  if (!RoleName.startsWith(DRILL_PREFIX)) throw new Error(`${RoleName} is no role of a drill: it is not removed.`);
  try {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
  }
}

/** Of drills that crashed, by their path; one that is going on elsewhere is left alone. Answers with their names. */
export async function removeLeftovers(iam: IAMClient, now: number): Promise<readonly string[]> {
  const removed: string[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client: iam }, { PathPrefix: DRILL_PATH })) {
    for (const { RoleName = "", Path, CreateDate } of Roles) {
      const isLeft = now - (CreateDate?.getTime() ?? now) > LEFT_AFTER_MS;
      if (Path !== DRILL_PATH || !RoleName.startsWith(DRILL_PREFIX) || !isLeft) continue;
      await removeDrillRole(iam, RoleName);
      removed.push(RoleName);
    }
  }
  return removed;
}
