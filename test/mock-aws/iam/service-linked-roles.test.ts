import {
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { allow, createUser, TRUSTS_ACCOUNT } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const SSO = new CreateServiceLinkedRoleCommand({ AWSServiceName: "sso.amazonaws.com" });
const NAME = "AWSServiceRoleForSSO";

test("a service's role has the service's name, path, trust and permissions", async () => {
  const { Role } = await aws.admin.iam.send(SSO);
  expect(Role).toMatchObject({ RoleName: NAME, Path: "/aws-service-role/sso.amazonaws.com/" });
  expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).Statement[0].Principal).toEqual({
    Service: "sso.amazonaws.com",
  });
});

test("it is deleted by asking its service, and the answer can be looked up", async () => {
  await aws.admin.iam.send(SSO);
  const { DeletionTaskId } = await aws.admin.iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: NAME }));
  const { Status } = await aws.admin.iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }));
  expect(Status).toBe("SUCCEEDED");
  await expect(aws.admin.iam.send(new GetRoleCommand({ RoleName: NAME }))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

test("a role of one's own is not deleted that way", async () => {
  await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: TRUSTS_ACCOUNT }));
  const wrong = aws.admin.iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: "app" }));
  await expect(wrong).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

test("whoever may create the role of one service may not create that of another", async () => {
  const Condition = { StringEquals: { "iam:AWSServiceName": "batch.amazonaws.com" } };
  const ann = await createUser(aws, "ann", { ...allow("iam:CreateServiceLinkedRole"), Condition });
  await expect(ann.iam.send(SSO)).rejects.toMatchObject({ name: "AccessDenied" });
  await ann.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "batch.amazonaws.com" }));
});

test("a service whose role is not known is refused loudly", async () => {
  const unknown = new CreateServiceLinkedRoleCommand({ AWSServiceName: "braket.amazonaws.com" });
  await expect(aws.admin.iam.send(unknown)).rejects.toMatchObject({
    name: "NotImplemented",
    $metadata: { httpStatusCode: 501 },
  });
});
