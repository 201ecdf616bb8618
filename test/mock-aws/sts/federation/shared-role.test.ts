import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateUserCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { imdsOf, runInstance } from "../../../support/instance.ts";
import { type Clients, type Keys, startLocalAws, type TestAws } from "../../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../../support/other-account.ts";
import { keysOf, policy, type Statement } from "../../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, roleArn, trust, userArn } from "../../iam/cast.ts";
import { type Employees, employees, PROVIDER, ACTION as WITH_SAML } from "./employees.ts";
import { SUBJECT, startWorkflows, ACTION as WITH_WEB_IDENTITY, type Workflows } from "./workflows.ts";

let aws: TestAws;
let workflows: Workflows;
let staff: Employees;
beforeAll(async () => {
  aws = await startLocalAws();
  workflows = await startWorkflows(aws);
  staff = employees(aws);
});
beforeEach(async () => {
  await aws.aws.reset();
  await workflows.connect();
  await staff.connect();
});
afterAll(async () => {
  await workflows.issuer.close();
  await aws.close();
});

const LOOK = new GetRoleCommand({ RoleName: "shared" });
const WHO = new GetCallerIdentityCommand({});

function trustsAll(): readonly Statement[] {
  const federated = (provider: string, action: string) => ({ ...trust({ Federated: provider }), Action: action });
  return [
    trust({ AWS: [userArn("ann"), `arn:aws:iam::${OTHER_ACCOUNT}:user/richard`] }),
    trust({ Service: "ec2.amazonaws.com" }),
    federated(PROVIDER, WITH_SAML),
    federated(workflows.provider, WITH_WEB_IDENTITY),
  ];
}

async function instanceSession(): Promise<Keys> {
  const names = { InstanceProfileName: "shared", RoleName: "shared" };
  await aws.admin.iam.send(new CreateInstanceProfileCommand(names));
  await aws.admin.iam.send(new AddRoleToInstanceProfileCommand(names));
  const { InstanceId } = await runInstance(aws, "shared", { MetadataOptions: { HttpTokens: "optional" } });
  const answer = await fetch(`${await imdsOf(aws, InstanceId)}/latest/meta-data/iam/security-credentials/shared`);
  const shown = (await answer.json()) as Readonly<Record<string, string>>;
  return keysOf({ ...shown, SessionToken: shown["Token"] } as Parameters<typeof keysOf>[0]);
}

/** Sessions of the one role, by who opened them. */
async function openAll(): Promise<ReadonlyMap<string, Clients>> {
  const ann = await createUser(aws, "ann");
  const partner = otherAccount(aws);
  await partner.iam.send(new CreateUserCommand({ UserName: "richard" }));
  const richard = await keysOfRichard(partner);
  await createRole(aws, "shared", { trusts: policy(...trustsAll()), may: [allow("iam:GetRole")] });
  const RoleArn = roleArn("shared");
  const crossing = new AssumeRoleCommand({ RoleArn, RoleSessionName: "richard" });
  const Role = `${RoleArn},${PROVIDER}`;
  const byToken = await workflows.signIn(workflows.token(), { RoleArn });
  const byAssertion = await staff.signIn(staff.respond({ attributes: { Role } }), { RoleArn });
  return new Map([
    ["a user", aws.as(await assume(ann, "shared", { RoleSessionName: "ann" }))],
    ["another account's user", aws.as(keysOf((await richard.sts.send(crossing)).Credentials))],
    ["a service", aws.as(await instanceSession())],
    ["a web identity", aws.as(keysOf(byToken.Credentials))],
    ["a SAML user", aws.as(keysOf(byAssertion.Credentials))],
  ]);
}

async function keysOfRichard(partner: Clients): Promise<Clients> {
  const PolicyDocument = policy(allow("sts:AssumeRole", roleArn("shared")));
  await partner.iam.send(new PutUserPolicyCommand({ UserName: "richard", PolicyName: "assume", PolicyDocument }));
  const { AccessKey } = await partner.iam.send(new CreateAccessKeyCommand({ UserName: "richard" }));
  return aws.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

test("a role is held at once by a user, another account's user, a service and federated identities", async () => {
  const sessions = await openAll();
  const names = await Promise.all([...sessions.values()].map(async ({ sts }) => (await sts.send(WHO)).Arn));
  expect(new Set(names).size).toBe(5);
  for (const name of names) expect(name).toMatch(`arn:aws:sts::${ACCOUNT}:assumed-role/shared/`);
  for (const { iam } of sessions.values()) await iam.send(LOOK);
});

test("a deny for sessions before the cutoff stops them all, whoever's they are", async () => {
  const sessions = await openAll();
  const cutoff = new Date(aws.now() + 30_000).toISOString();
  const PolicyDocument = policy({ ...deny("*"), Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } } });
  const PolicyName = "AWSRevokeOlderSessions";
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "shared", PolicyName, PolicyDocument }));
  await aws.advance(30);
  for (const { iam } of sessions.values()) await expect(iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a deny for one session stops that one and none of the others", async () => {
  const sessions = await openAll();
  const leaked = await sessions.get("a web identity")?.sts.send(WHO);
  const PolicyDocument = policy({ ...deny("*"), Condition: { StringEquals: { "aws:userid": leaked?.UserId } } });
  await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "shared", PolicyName: "leak", PolicyDocument }));
  for (const [who, { iam }] of sessions) {
    if (who === "a web identity") await expect(iam.send(LOOK)).rejects.toMatchObject({ name: "AccessDenied" });
    else await iam.send(LOOK);
  }
});

test("emptying the trust policy keeps everyone from a new session, and takes nobody's", async () => {
  const sessions = await openAll();
  const PolicyDocument = policy(trust({ Service: "nobody.amazonaws.com" }));
  await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "shared", PolicyDocument }));
  for (const { iam } of sessions.values()) await iam.send(LOOK);
  const RoleArn = roleArn("shared");
  const again = [
    () => workflows.signIn(workflows.token({ sub: SUBJECT }), { RoleArn }),
    () => staff.signIn(staff.respond({ attributes: { Role: `${RoleArn},${PROVIDER}` } }), { RoleArn }),
    () => assume(aws.admin, "shared"),
  ];
  for (const attempt of again) await expect(attempt()).rejects.toMatchObject({ name: "AccessDenied" });
});
