// GetCallerIdentity takes no permission and succeeds under an explicit deny: it proves nothing about containment.
import { CreatePolicyCommand, PutRolePermissionsBoundaryCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny, policyArn, userArn } from "../iam/cast.ts";
import { putOnRole, REFUSED, revokeOlderSessions, trailOf, WHO, WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const APP = { Account: ACCOUNT, Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/session` };
const open = async (wish = {}) => aws.as(await assume(aws.admin, "app", wish));

test("without any permission", async () => {
  await createRole(aws, "app");
  expect(await (await open()).sts.send(WHO)).toMatchObject(APP);
});

test.each([
  ["of everything", deny("*")],
  ["of sts:GetCallerIdentity itself", deny("sts:GetCallerIdentity")],
])("under an explicit deny %s on the role", async (_what, statement) => {
  await createRole(aws, "app", { may: [allow("*"), statement] });
  expect(await (await open()).sts.send(WHO)).toMatchObject(APP);
});

test("in a revoked session, whose every other call is refused", async () => {
  await createRole(aws, "app", { may: [allow("*")] });
  const session = await open();
  await revokeOlderSessions(aws, "app", aws.now() + 30_000);
  await expect(session.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  expect(await session.sts.send(WHO)).toMatchObject(APP);
});

test("under a session policy and a boundary that deny", async () => {
  await createRole(aws, "app", { may: [allow("*")] });
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: "none", PolicyDocument: policy(deny("*")) }));
  const PermissionsBoundary = policyArn("none");
  await aws.admin.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "app", PermissionsBoundary }));
  expect(await (await open({ Policy: policy(deny("*")) })).sts.send(WHO)).toMatchObject(APP);
});

test("for a user who is denied everything, by key and by session token", async () => {
  const ann = await createUser(aws, "ann", allow("*"));
  const { Credentials } = await ann.sts.send(new GetSessionTokenCommand({}));
  const PolicyDocument = policy(deny("*"));
  await aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "work", PolicyDocument }));
  for (const who of [ann, aws.as(keysOf(Credentials))])
    expect(await who.sts.send(WHO)).toMatchObject({ Account: ACCOUNT, Arn: userArn("ann") });
});

test("but not with a credential that has expired, or that nobody has", async () => {
  await createRole(aws, "app");
  const session = await open();
  await aws.advance(3600);
  await expect(session.sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
  const nobody = aws.as({ accessKeyId: "AKIAI44QH8DHBEXAMPLE", secretAccessKey: "x".repeat(40) });
  await expect(nobody.sts.send(WHO)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

test("each call is on the trail all the same", async () => {
  await createRole(aws, "app", { may: [deny("*")] });
  const session = await open();
  await putOnRole(aws, "app", deny("sts:*"));
  await session.sts.send(WHO);
  const asked = (await trailOf(aws, ACCOUNT)).filter(({ eventName }) => eventName === "GetCallerIdentity");
  expect(asked).toMatchObject([{ userIdentity: { accessKeyId: session.keys.accessKeyId } }]);
});
