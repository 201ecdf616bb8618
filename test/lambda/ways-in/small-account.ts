// A little account, and a second one, with a user and a role for every kind of own policies; and a role with any trust policy.
import {
  CreatePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { connect } from "../../../lambda/aws.ts";
import type { Places } from "../../../lambda/places.ts";
import { clientsOf } from "../../../local/clients.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { allow, createRole, createUser, deny, roleArn, variable } from "../../mock-aws/iam/cast.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { keysOf, policy, type Statement } from "../../support/session.ts";

export const HOME = "111122223333";
export const APP = roleArn("app");
/** Everybody calls from there. */
const OFFICE = "203.0.113.7";
const MAY = allow("sts:AssumeRole", APP);

/** What the policies of a caller say of assuming the role `app`, or seem to. */
const OWN: Readonly<Record<string, readonly Statement[]>> = {
  nothing: [],
  allowed: [MAY],
  "allowed-all": [allow("*")],
  "allowed-elsewhere": [allow("sts:AssumeRole", roleArn("other"))],
  refused: [allow("*"), deny("sts:*")],
  revoked: [MAY, { ...deny("*"), Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-03-01T08:00:00Z" } } }],
  "from-the-office": [{ ...MAY, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }],
  "with-a-factor": [
    allow("*"),
    { ...deny("*"), Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } },
  ],
  "by-its-name": [allow("sts:AssumeRole", roleArn(variable("aws:username")))],
  "all-but-roles": [{ Effect: "Allow", NotAction: "sts:*", Resource: "*" }],
};

/** Somebody who calls: as the user or as a session of the role. */
export type Somebody = { readonly arn: string; readonly session?: string; readonly clients: Clients };

export type SmallAccount = {
  readonly people: readonly Somebody[];
  readonly places: Pick<Places, "aws">;
  trust(document: string): Promise<void>;
  comesIn(who: Somebody): Promise<boolean>;
};

export async function smallAccount(started: TestAws): Promise<SmallAccount> {
  const aws: TestAws = { ...started, as: (keys) => clientsOf(started.endpoint, keys, { from: OFFICE }) };
  await createRole(aws, "app");
  const other = otherAccount(aws);
  const narrow = await boundary(aws);
  const people: Somebody[] = [];
  for (const [name, statements] of Object.entries(OWN)) {
    people.push({ arn: `arn:aws:iam::${HOME}:user/${name}`, clients: await createUser(aws, name, ...statements) });
    await createRole(aws, name, { may: statements });
    people.push(...(await sessionsOf(aws, name)));
    const theirs = await createUser({ ...aws, admin: other }, name, ...statements);
    people.push({ arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/${name}`, clients: theirs });
  }
  people.push({ arn: `arn:aws:iam::${HOME}:user/bounded`, clients: await createUser(aws, "bounded", allow("*")) });
  await createRole(aws, "bounded", { may: [allow("*")] });
  people.push(...(await sessionsOf(aws, "bounded")));
  const { iam } = aws.admin;
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: "bounded", PermissionsBoundary: narrow }));
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "bounded", PermissionsBoundary: narrow }));
  const inAccount = (account: string, keys: Clients["keys"]) =>
    connect(account, { region: "us-east-1", endpoint: aws.endpoint, credentials: async () => keys });
  const served = new Map([
    [HOME, inAccount(HOME, ADMIN_KEY)],
    [OTHER_ACCOUNT, inAccount(OTHER_ACCOUNT, other.keys)],
  ]);
  return {
    people,
    places: { aws: async (account) => served.get(account) },
    trust: async (PolicyDocument) =>
      void (await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument }))),
    comesIn: ({ clients }) =>
      clients.sts.send(new AssumeRoleCommand({ RoleArn: APP, RoleSessionName: "inside" })).then(
        () => true,
        (error: Error) => {
          if (error.name !== "AccessDenied") throw error;
          return false;
        },
      ),
  };
}

async function boundary(aws: TestAws): Promise<string> {
  const wish = { PolicyName: "narrow", PolicyDocument: policy(allow("s3:*")) };
  return (await aws.admin.iam.send(new CreatePolicyCommand(wish))).Policy?.Arn ?? "";
}

async function sessionsOf(aws: TestAws, role: string): Promise<readonly Somebody[]> {
  const sessions = ["day", "night"].map(async (RoleSessionName) => {
    const wish = { RoleArn: roleArn(role), RoleSessionName };
    const { Credentials, AssumedRoleUser } = await aws.admin.sts.send(new AssumeRoleCommand(wish));
    const session = AssumedRoleUser?.Arn ?? "";
    return { arn: roleArn(role), session, clients: aws.as(keysOf(Credentials)) };
  });
  return Promise.all(sessions);
}
