// Changing the trust policy touches only future sessions: those that are open live on, whatever becomes of it.
import {
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { ACCOUNT, assume, createRole, createUser, trust, userArn } from "../iam/cast.ts";
import { DENIED, MAY_WORK, WHO, WORK } from "./scene.ts";

let aws: TestAws;
let ann: Awaited<ReturnType<typeof createUser>>;
let session: Clients;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  ann = await createUser(aws, "ann");
  await createRole(aws, "app", { trusts: policy(trust({ AWS: userArn("ann") })), may: [MAY_WORK] });
  session = aws.as(await assume(ann, "app", { RoleSessionName: "open" }));
});
afterAll(() => aws.close());

const update = (PolicyDocument: string) =>
  aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument }));

test("changed to trust somebody else: who was trusted opens no more sessions, and works on in the open one", async () => {
  await update(policy(trust({ AWS: userArn("admin") })));
  await expect(assume(ann, "app")).rejects.toMatchObject(DENIED);
  await session.ec2.send(WORK);
  await aws.advance(3599);
  await session.ec2.send(WORK);
});

test("emptied, so that it lets nobody in: nobody opens a session, and the open one works to its end", async () => {
  await update(policy({ Effect: "Deny", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }));
  for (const who of [ann, aws.admin]) await expect(assume(who, "app")).rejects.toMatchObject(DENIED);
  await aws.advance(3599);
  await session.ec2.send(WORK);
  await aws.advance(1);
  await expect(session.sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
});

test("deleted it cannot be: a role always has one, and one with a statement in it", async () => {
  for (const nothing of ['{"Version":"2012-10-17","Statement":[]}', "{}"])
    await expect(update(nothing)).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
  await expect(update("")).rejects.toMatchObject({ name: "ValidationError" });
  await assume(ann, "app");
});

test("the trusted user deleted: nobody is trusted any more, and the open session works on", async () => {
  const { iam } = aws.admin;
  await iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: ann.keys.accessKeyId }));
  await iam.send(new DeleteUserCommand({ UserName: "ann" }));
  const impostor = await createUser(aws, "ann");
  await expect(assume(impostor, "app")).rejects.toMatchObject(DENIED);
  await session.ec2.send(WORK);
});

test("a deny in the trust policy denies the assuming, not what a session does", async () => {
  await update(
    policy(trust({ AWS: ACCOUNT }), { Effect: "Deny", Principal: { AWS: userArn("ann") }, Action: "sts:*" }),
  );
  await expect(assume(ann, "app")).rejects.toMatchObject(DENIED);
  await assume(aws.admin, "app");
  await session.ec2.send(WORK);
});

test("a new trust takes effect after the propagation time, like every other change", async () => {
  aws.aws.world().settings.iamPropagation = 4_000;
  await aws.advance(10);
  await update(policy(trust({ AWS: userArn("admin") })));
  await assume(ann, "app");
  await aws.advance(4);
  await expect(assume(ann, "app")).rejects.toMatchObject(DENIED);
});

test("the whole role deleted: what its sessions were good for is gone with it, and a new one of its name is another", async () => {
  await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
  await aws.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  await expect(assume(aws.admin, "app")).rejects.toMatchObject(DENIED);
  await createRole(aws, "app", { may: [MAY_WORK] });
  await expect(session.ec2.send(WORK)).rejects.toThrow();
  await expect(session.sts.send(WHO)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  await aws.as(await assume(aws.admin, "app")).ec2.send(WORK);
});
