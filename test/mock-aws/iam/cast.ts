// Who plays in the tests of IAM and STS: users with keys, roles, and those who assume them.
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import type { Clients, Keys, TestAws } from "../../support/local-aws.ts";
import { keysOf, policy, type Statement } from "../../support/session.ts";

export const ACCOUNT = "111122223333";

export const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const policyArn = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

export function allow(action: string | readonly string[], resource: string | readonly string[] = "*"): Statement {
  return { Effect: "Allow", Action: action, Resource: resource };
}

export function deny(action: string | readonly string[], resource: string | readonly string[] = "*"): Statement {
  return { Effect: "Deny", Action: action, Resource: resource };
}

/** A policy variable as policies write it. */
export const variable = (key: string) => `\${${key}}`;

/** A trust policy's statement: these may assume the role. */
export function trust(principal: Readonly<Record<string, unknown>>, more: Statement = {}): Statement {
  return { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...more };
}

export const TRUSTS_ACCOUNT = policy(trust({ AWS: ACCOUNT }));

/** A new key of the user. */
export async function keyOf(aws: TestAws, name: string): Promise<Keys> {
  const { AccessKey } = await aws.admin.iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

/** A new user who may do what the statements say, and the key with which it signs. */
export async function createUser(aws: TestAws, name: string, ...statements: readonly Statement[]) {
  await aws.admin.iam.send(new CreateUserCommand({ UserName: name }));
  if (statements.length > 0) {
    const PolicyDocument = policy(...statements);
    await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "work", PolicyDocument }));
  }
  const keys = await keyOf(aws, name);
  return { ...aws.as(keys), keys };
}

/** A new role that the account may assume, unless another trust policy is given, with these permissions. */
export async function createRole(
  aws: TestAws,
  name: string,
  { trusts = TRUSTS_ACCOUNT, may = [] }: { readonly trusts?: string; readonly may?: readonly Statement[] } = {},
): Promise<void> {
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trusts }));
  if (may.length === 0) return;
  const PolicyDocument = policy(...may);
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "work", PolicyDocument }));
}

/** The keys of a new session of the role. */
export async function assume(
  who: Pick<Clients, "sts">,
  role: string,
  wish: Partial<AssumeRoleCommandInput> = {},
): Promise<Keys> {
  const { Credentials } = await who.sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn(role), RoleSessionName: "session", ...wish }),
  );
  return keysOf(Credentials);
}
