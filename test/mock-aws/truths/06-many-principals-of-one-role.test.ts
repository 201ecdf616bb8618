// Many principals hold sessions of one role at once: users, another account's users, services, federated identities.
import { UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { beforeEach, expect, test } from "vitest";
import { createInstanceRole, runInstance } from "../../support/instance.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createUser, deny, roleArn, trust } from "../iam/cast.ts";
import { type Employees, PROVIDER as SAML } from "../sts/federation/employees.ts";
import { signIns } from "../sts/federation/sign-ins.ts";
import { SUBJECT, type Workflows } from "../sts/federation/workflows.ts";
import {
  DENIED_EXPLICITLY,
  MAY_WORK,
  putOnRole,
  revokeOlderSessions,
  servedTo,
  trailOf,
  userOf,
  WHO,
  WORK,
} from "./scene.ts";

let aws: TestAws;
let workflows: Workflows;
let staff: Employees;
/** By the name of the session. */
let sessions: ReadonlyMap<string, Clients>;
let instanceId: string;
let richard: Clients;
signIns((cast) => {
  ({ aws, workflows, staff } = cast);
});
beforeEach(async () => {
  await createInstanceRole(aws, "app", MAY_WORK, allow("sts:AssumeRole", roleArn("app")));
  const trusts = policy(
    trust({ AWS: [ACCOUNT, OTHER_ACCOUNT] }),
    trust({ Service: "ec2.amazonaws.com" }),
    trust({ Federated: SAML }, { Action: "sts:AssumeRoleWithSAML" }),
    trust({ Federated: workflows.provider }, { Action: "sts:AssumeRoleWithWebIdentity" }),
  );
  await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument: trusts }));
  instanceId = (await runInstance(aws, "app")).InstanceId ?? "";
  const may = allow("sts:AssumeRole", roleArn("app"));
  richard = await userOf(otherAccount(aws), aws, "richard", may);
  const holders = {
    ann: await createUser(aws, "ann", may),
    bob: await createUser(aws, "bob", may),
    richard,
  };
  const opened = new Map<string, Clients>();
  for (const [RoleSessionName, who] of Object.entries(holders))
    opened.set(RoleSessionName, aws.as(await assume(who, "app", { RoleSessionName })));
  opened.set(instanceId, await servedTo(aws, instanceId, "app"));
  const RoleArn = roleArn("app");
  const assertion = staff.respond({ attributes: { Role: `${RoleArn},${SAML}` } });
  opened.set("alice@example.com", aws.as(keysOf((await staff.signIn(assertion, { RoleArn })).Credentials)));
  opened.set("run-7", aws.as(keysOf((await workflows.signIn(workflows.token(), { RoleArn })).Credentials)));
  const ann = opened.get("ann") as Clients; // Made above.
  opened.set("chained", aws.as(await assume(ann, "app", { RoleSessionName: "chained" })));
  sessions = opened;
});

test("each has a session and a key of its own, and all are the same role", async () => {
  const identities = await Promise.all([...sessions].map(async ([, who]) => who.sts.send(WHO)));
  expect(identities.map(({ Arn }) => Arn)).toEqual(
    [...sessions.keys()].map((name) => `arn:aws:sts::${ACCOUNT}:assumed-role/app/${name}`),
  );
  expect(new Set(identities.map(({ UserId }) => UserId?.split(":")[0])).size).toBe(1);
  expect(new Set([...sessions.values()].map(({ keys }) => keys.accessKeyId)).size).toBe(sessions.size);
  await Promise.all([...sessions.values()].map(({ ec2 }) => ec2.send(WORK)));
});

test("what is taken from the role is taken from all of them at once", async () => {
  await putOnRole(aws, "app", deny("*"));
  for (const { ec2 } of sessions.values()) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
});

test("what is revoked, with the console's lead of 30 seconds, is revoked for all of them; each signs in again in its own way", async () => {
  await revokeOlderSessions(aws, "app", aws.now() + 30_000);
  await aws.advance(30);
  for (const { ec2 } of sessions.values()) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
  const RoleArn = roleArn("app");
  const { Credentials } = await workflows.signIn(workflows.token(), { RoleArn });
  await aws.as(keysOf(Credentials)).ec2.send(WORK);
  await aws.as(await assume(aws.admin, "app")).ec2.send(WORK);
});

test.each(["richard", "run-7"])("one of them can be denied, such as %s, and the others work on", async (one) => {
  const { UserId } = await (sessions.get(one) as Clients).sts.send(WHO);
  await putOnRole(aws, "app", { ...deny("*"), Condition: { StringEquals: { "aws:userid": UserId } } });
  for (const [name, { ec2 }] of sessions) {
    if (name === one) await expect(ec2.send(WORK)).rejects.toMatchObject(DENIED_EXPLICITLY);
    else await ec2.send(WORK);
  }
});

test("emptying the trust policy keeps everyone from a new session, and takes nobody's", async () => {
  const PolicyDocument = policy(trust({ Service: "nobody.amazonaws.com" }));
  await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument }));
  for (const { ec2 } of sessions.values()) await ec2.send(WORK);
  const RoleArn = roleArn("app");
  const again = [
    () => workflows.signIn(workflows.token(), { RoleArn }),
    () => staff.signIn(staff.respond({ attributes: { Role: `${RoleArn},${SAML}` } }), { RoleArn }),
    () => assume(aws.admin, "app"),
    () => assume(richard, "app"),
  ];
  for (const attempt of again) await expect(attempt()).rejects.toMatchObject({ name: "AccessDenied" });
});

test("two who take the same session name cannot be told apart by it, only by their keys", async () => {
  const twins = [await assume(aws.admin, "app"), await assume(aws.admin, "app")];
  const [one, other] = await Promise.all(twins.map(async (keys) => aws.as(keys).sts.send(WHO)));
  expect(one?.UserId).toBe(other?.UserId);
  expect(twins[0]?.accessKeyId).not.toBe(twins[1]?.accessKeyId);
});

test("the trail tells who opened each, and the key leads from there to what the session did", async () => {
  const opened = (await trailOf(aws, ACCOUNT)).filter(({ eventName }) => eventName.startsWith("AssumeRole"));
  const openers = new Map(
    opened.map(({ userIdentity, responseElements }) => [
      (responseElements as { credentials: { accessKeyId: string } }).credentials.accessKeyId,
      userIdentity,
    ]),
  );
  const opener = (name: string) => openers.get(sessions.get(name)?.keys.accessKeyId ?? "");
  expect(opener("ann")).toMatchObject({ type: "IAMUser", userName: "ann" });
  expect(opener("bob")).toMatchObject({ type: "IAMUser", userName: "bob" });
  expect(opener("richard")).toMatchObject({ type: "AWSAccount", accountId: OTHER_ACCOUNT });
  expect(opener(instanceId)).toEqual({ type: "AWSService", invokedBy: "ec2.amazonaws.com" });
  expect(opener("alice@example.com")).toMatchObject({ type: "SAMLUser", userName: "alice" });
  expect(opener("run-7")).toMatchObject({ type: "WebIdentityUser", userName: SUBJECT });
  expect(opener("chained")).toMatchObject({ type: "AssumedRole", accessKeyId: sessions.get("ann")?.keys.accessKeyId });
});
