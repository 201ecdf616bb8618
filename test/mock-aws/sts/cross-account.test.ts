import { CreateAccessKeyCommand, CreateUserCommand, GetRoleCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { LongTermKey } from "../../../mock-aws/credential.ts";
import { versioned } from "../../../mock-aws/propagation.ts";
import { addAccount } from "../../../mock-aws/world.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy, type Statement } from "../../support/session.ts";
import { allow, createRole, roleArn, trust } from "../iam/cast.ts";

const PARTNER = "444455556666";
const ROOT_KEY = { accessKeyId: "AKIAI44QH8DHBEXAMPLE", secretAccessKey: "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY" };

let aws: TestAws;
let root: Clients;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  const world = aws.aws.world();
  addAccount(world, PARTNER);
  const key: LongTermKey = {
    kind: "long-term",
    ...ROOT_KEY,
    account: PARTNER,
    createdAt: aws.now(),
    status: versioned("Active", 0),
  };
  world.credentials.set(key.accessKeyId, key);
  root = aws.as(ROOT_KEY);
});
afterAll(() => aws.close());

async function partner(...statements: readonly Statement[]): Promise<Clients> {
  await root.iam.send(new CreateUserCommand({ UserName: "richard" }));
  if (statements.length > 0) {
    const PolicyDocument = policy(...statements);
    await root.iam.send(new PutUserPolicyCommand({ UserName: "richard", PolicyName: "work", PolicyDocument }));
  }
  const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: "richard" }));
  return aws.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

const ASSUME = new AssumeRoleCommand({ RoleArn: roleArn("app"), RoleSessionName: "richard" });
const RICHARD = `arn:aws:iam::${PARTNER}:user/richard`;

test("another account's user needs both the role's trust and a policy of its own", async () => {
  const richard = await partner();
  await createRole(aws, "app", { trusts: policy(trust({ AWS: RICHARD })) });
  await expect(richard.sts.send(ASSUME)).rejects.toMatchObject({
    message: expect.stringContaining("because no identity-based policy allows"),
  });
  const PolicyDocument = policy(allow("sts:AssumeRole", roleArn("app")));
  await root.iam.send(new PutUserPolicyCommand({ UserName: "richard", PolicyName: "assume", PolicyDocument }));
  const { Credentials } = await richard.sts.send(ASSUME);
  const identity = await aws.as(keysOf(Credentials)).sts.send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: "111122223333",
    Arn: "arn:aws:sts::111122223333:assumed-role/app/richard",
  });
});

test("its own policy alone opens no role that does not trust it", async () => {
  const richard = await partner(allow("*"));
  await createRole(aws, "app");
  await expect(richard.sts.send(ASSUME)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("both accounts have the call on their trail, under one shared id; the role's names no user", async () => {
  const richard = await partner(allow("sts:AssumeRole"));
  await createRole(aws, "app", { trusts: policy(trust({ AWS: PARTNER })) });
  await richard.sts.send(ASSUME);
  const entries = (await (await fetch(`${aws.endpoint}/_mock/trail`)).json()) as {
    readonly event: Record<string, unknown>;
  }[];
  const [theirs, ours] = entries.map(({ event }) => event).filter(({ eventName }) => eventName === "AssumeRole");
  expect(theirs).toMatchObject({ recipientAccountId: PARTNER, userIdentity: { type: "IAMUser", userName: "richard" } });
  expect(ours).toMatchObject({
    recipientAccountId: "111122223333",
    userIdentity: { type: "AWSAccount", accountId: PARTNER },
  });
  expect(ours?.["userIdentity"]).not.toHaveProperty("userName");
  expect(ours?.["sharedEventID"]).toBe(theirs?.["sharedEventID"]);
});

test("names in one account are nothing in another", async () => {
  await createRole(aws, "app");
  await expect(root.iam.send(new GetRoleCommand({ RoleName: "app" }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

test("root assumes no role", async () => {
  await createRole(aws, "app", { trusts: policy(trust({ AWS: PARTNER })) });
  await expect(root.sts.send(ASSUME)).rejects.toMatchObject({
    name: "AccessDenied",
    message: "Roles may not be assumed by root accounts.",
  });
});
