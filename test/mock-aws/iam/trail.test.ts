import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { allow, assume, createRole, createUser, deny } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

type Event = Readonly<Record<string, unknown>> & { readonly eventName: string };

async function events(name: string): Promise<Event[]> {
  const entries = (await (await fetch(`${aws.endpoint}/_mock/trail`)).json()) as { readonly event: Event }[];
  return entries.map(({ event }) => event).filter(({ eventName }) => eventName === name);
}

test("a write of IAM is in us-east-1, with what was asked and what was answered, and no secret", async () => {
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
  const { AccessKey } = await aws
    .as(
      { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
      "eu-west-1",
    )
    .iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
  const [event] = await events("CreateAccessKey");
  expect(event).toMatchObject({
    eventSource: "iam.amazonaws.com",
    awsRegion: "us-east-1",
    readOnly: false,
    requestParameters: { userName: "ann" },
    responseElements: { accessKey: { userName: "ann", accessKeyId: AccessKey?.AccessKeyId, status: "Active" } },
  });
  expect(JSON.stringify(event)).not.toContain(AccessKey?.SecretAccessKey);
});

test("defaults that the caller did not send are no part of its request", async () => {
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
  expect((await events("CreateUser"))[0]?.["requestParameters"]).toEqual({ userName: "ann" });
});

test("a refusal of IAM's own carries the exception's name there, a denied call AccessDenied", async () => {
  await expect(aws.admin.iam.send(new GetRoleCommand({ RoleName: "nope" }))).rejects.toThrow();
  expect((await events("GetRole"))[0]).toMatchObject({
    errorCode: "NoSuchEntityException",
    errorMessage: "The role with name nope cannot be found.",
    requestParameters: { roleName: "nope" },
    responseElements: null,
    readOnly: true,
  });
  const ann = await createUser(aws, "ann");
  const attach = new AttachRolePolicyCommand({
    RoleName: "nope",
    PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  await expect(ann.iam.send(attach)).rejects.toThrow();
  expect((await events("AttachRolePolicy"))[0]).toMatchObject({
    errorCode: "AccessDenied",
    userIdentity: { userName: "ann" },
  });
});

test("a deny that is put on a role is on the trail with its document", async () => {
  await createRole(aws, "app");
  const PolicyDocument = policy(deny("*"));
  await aws.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions", PolicyDocument }),
  );
  expect((await events("PutRolePolicy"))[0]).toMatchObject({
    requestParameters: { roleName: "app", policyName: "AWSRevokeOlderSessions", policyDocument: PolicyDocument },
    responseElements: null,
  });
});

test("issued keys can be followed: from the call that issued them to the calls that they sign", async () => {
  await createRole(aws, "first", { may: [allow("sts:AssumeRole")] });
  await createRole(aws, "second");
  const first = await assume(aws.admin, "first");
  const second = await assume(aws.as(first, "eu-central-1"), "second");
  const [opened, chained] = await events("AssumeRole");
  expect(opened).toMatchObject({
    awsRegion: "us-east-1",
    responseElements: { credentials: { accessKeyId: first.accessKeyId } },
  });
  expect(chained).toMatchObject({
    awsRegion: "eu-central-1",
    userIdentity: { type: "AssumedRole", accessKeyId: first.accessKeyId },
    responseElements: { credentials: { accessKeyId: second.accessKeyId } },
  });
  const all = JSON.stringify([opened, chained]);
  for (const secret of [first.secretAccessKey, first.sessionToken, second.secretAccessKey])
    expect(all).not.toContain(secret);
});

test("sessions of users are on the trail with their keys, and seeds of MFA devices are not", async () => {
  const token = await aws.admin.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  const federated = await aws.admin.sts.send(new GetFederationTokenCommand({ Name: "carol" }));
  expect((await events("GetSessionToken"))[0]).toMatchObject({
    requestParameters: { durationSeconds: 900 },
    responseElements: { credentials: { accessKeyId: token.Credentials?.AccessKeyId } },
  });
  expect((await events("GetFederationToken"))[0]).toMatchObject({
    requestParameters: { name: "carol" },
    responseElements: {
      credentials: { accessKeyId: federated.Credentials?.AccessKeyId },
      federatedUser: { arn: "arn:aws:sts::111122223333:federated-user/carol" },
    },
  });
  await aws.admin.iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }));
  expect((await events("CreateVirtualMFADevice"))[0]?.["responseElements"]).toEqual({
    virtualMFADevice: { serialNumber: "arn:aws:iam::111122223333:mfa/phone" },
  });
});
