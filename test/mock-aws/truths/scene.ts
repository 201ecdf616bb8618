// What the truths have in common: a call to try, how it is refused, a second account, and the deny by issue time.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { imdsOf } from "../../support/instance.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { policy, type Statement } from "../../support/session.ts";
import { allow, deny, TRUSTS_ACCOUNT } from "../iam/cast.ts";

/** What everybody here tries: of a service that sessions of every kind may call. */
export const WORK = new DescribeRegionsCommand({});
export const MAY_WORK = allow("ec2:DescribeRegions");

export const WHO = new GetCallerIdentityCommand({});

export const DENIED = { name: "AccessDenied" };

/** How EC2 refuses, with the reason that AWS gives. */
export const refusedBecause = (reason: string) => ({
  name: "UnauthorizedOperation",
  message: expect.stringContaining(reason),
});
export const REFUSED = refusedBecause("ec2:DescribeRegions");
export const DENIED_EXPLICITLY = refusedBecause("with an explicit deny in an identity-based policy");

/** A user of another account, made by that account's root. */
export async function userOf(
  root: Clients,
  aws: TestAws,
  UserName: string,
  ...statements: readonly Statement[]
): Promise<Clients> {
  await root.iam.send(new CreateUserCommand({ UserName }));
  if (statements.length > 0) {
    const PolicyDocument = policy(...statements);
    await root.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
  }
  const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName }));
  return aws.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

/** An inline policy on a role, under a name of the test's own unless said. */
export async function putOnRole(
  aws: TestAws,
  RoleName: string,
  statement: Statement,
  PolicyName = "change",
): Promise<void> {
  const PolicyDocument = policy(statement);
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}

/** What the console's button "Revoke active sessions" writes. */
export async function revokeOlderSessions(aws: TestAws, role: string, cutoff: number): Promise<void> {
  const Condition = { DateLessThan: { "aws:TokenIssueTime": new Date(cutoff).toISOString() } };
  await putOnRole(aws, role, { ...deny(["*"], ["*"]), Condition }, "AWSRevokeOlderSessions");
}

/** A role of the account's that allows sessions of these seconds. */
export async function createLongRole(
  aws: TestAws,
  RoleName: string,
  MaxSessionDuration: number,
  ...may: readonly Statement[]
): Promise<void> {
  const wish = { RoleName, MaxSessionDuration, AssumeRolePolicyDocument: TRUSTS_ACCOUNT };
  await aws.admin.iam.send(new CreateRoleCommand(wish));
  for (const [index, statement] of may.entries()) await putOnRole(aws, RoleName, statement, `may-${index}`);
}

type Served = { readonly AccessKeyId: string; readonly SecretAccessKey: string; readonly Token: string };

/** Whoever fetched the credentials of an instance's role from its metadata service. */
export async function servedTo(aws: TestAws, instanceId: string | undefined, role: string): Promise<Clients> {
  const address = `${await imdsOf(aws, instanceId)}/latest/meta-data/iam/security-credentials/${role}`;
  const { AccessKeyId, SecretAccessKey, Token } = (await (await fetch(address)).json()) as Served;
  return aws.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });
}

export type TrailEvent = {
  readonly eventName: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly responseElements: unknown;
};

/** Every event on the trail of an account. */
export async function trailOf(aws: TestAws, account: string): Promise<readonly TrailEvent[]> {
  const all = (await (await fetch(`${aws.endpoint}/_mock/trail`)).json()) as { readonly event: TrailEvent }[];
  return all.map(({ event }) => event).filter(({ recipientAccountId }) => recipientAccountId === account);
}
