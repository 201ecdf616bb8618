// A role with the permissions that a test names, and somebody who holds a session of it.
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type Credentials } from "@aws-sdk/client-sts";
import type { Clients, Keys, TestAws } from "./local-aws.ts";

export type Statement = Readonly<Record<string, unknown>>;

export function policy(...statements: Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const TRUSTS_ITS_ACCOUNT = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };

let count = 0;

/** Clients of a new session whose role may do what the statements say, and nothing else. */
export async function sessionWith(aws: TestAws, ...statements: Statement[]): Promise<Clients> {
  count++;
  const RoleName = `role-${count}`;
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(TRUSTS_ITS_ACCOUNT) }));
  if (statements.length > 0) {
    await aws.admin.iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: policy(...statements) }),
    );
  }
  const RoleArn = `arn:aws:iam::111122223333:role/${RoleName}`;
  const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "tester" }));
  return aws.as(keysOf(Credentials));
}

export function keysOf(credentials: Credentials | undefined): Keys {
  const { AccessKeyId, SecretAccessKey, SessionToken } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error("AWS gave no credentials.");
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
