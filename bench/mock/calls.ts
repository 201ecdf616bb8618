// The calls that the benchmark makes: who one is, opening a session, denying a role.
import { connection } from "../connection.ts";
import { type Key, lookupCall, queryCall, signedRequest, type WireCall } from "./signed-request.ts";

/** What the server is and who may call it. */
export type Target = { readonly port: number; readonly key: Key; readonly account: string };

/** So many roles take turns, so that no call repeats the one before it. */
const ROLES = 16;

const roleName = (index: number) => `bench-${index % ROLES}`;
const DENY_OLDER = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } },
    },
  ],
});

type Make = (index: number, account: string) => WireCall;

export const CALLS = {
  GetCallerIdentity: () => queryCall("sts", { Action: "GetCallerIdentity" }),
  AssumeRole: (index, account) =>
    queryCall("sts", {
      Action: "AssumeRole",
      RoleArn: `arn:aws:iam::${account}:role/${roleName(index)}`,
      RoleSessionName: `session-${index}`,
    }),
  PutRolePolicy: (index) =>
    queryCall("iam", {
      Action: "PutRolePolicy",
      RoleName: roleName(index),
      PolicyName: "AWSRevokeOlderSessions",
      PolicyDocument: DENY_OLDER,
    }),
  GetRole: (index) => queryCall("iam", { Action: "GetRole", RoleName: roleName(index) }),
  ListRoles: () => queryCall("iam", { Action: "ListRoles", MaxItems: String(ROLES) }),
  LookupEvents: () => lookupCall("PutRolePolicy"),
} as const satisfies Readonly<Record<string, Make>>;

export type CallName = keyof typeof CALLS;

/** Signed now, and good for five minutes. */
export function signedCalls({ port, key, account }: Target, name: CallName): Promise<readonly Buffer[]> {
  const make: Make = CALLS[name];
  const indexes = Array.from({ length: 4 * ROLES }, (_, index) => index);
  return Promise.all(indexes.map((index) => signedRequest(port, key, make(index, account))));
}

/** The roles that the calls are about, each trusting its own account. */
export async function createRoles({ port, key, account }: Target): Promise<void> {
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" }],
  });
  const own = connection(port);
  for (let index = 0; index < ROLES; index++) {
    const call = queryCall("iam", {
      Action: "CreateRole",
      RoleName: roleName(index),
      AssumeRolePolicyDocument: trust,
    });
    const { status, body } = await own.send(await signedRequest(port, key, call));
    if (status !== 200) throw new Error(`no role was made: ${body}`);
  }
  own.close();
}
