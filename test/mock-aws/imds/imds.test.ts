import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyInstanceMetadataOptionsCommand,
  ReplaceIamInstanceProfileAssociationCommand,
} from "@aws-sdk/client-ec2";
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { createInstanceRole, imdsOf, runInstance, TRUSTS_EC2 } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";

const CREDENTIALS = "/latest/meta-data/iam/security-credentials/";
const MAY_LIST = { Effect: "Allow", Action: "dynamodb:ListTables", Resource: "*" };

let aws: TestAws;
let instanceId: string;
let imds: string;

beforeEach(async () => {
  aws = await startLocalAws();
  await createInstanceRole(aws, "web", MAY_LIST);
  instanceId = (await runInstance(aws, "web")).InstanceId ?? "";
  imds = (await imdsOf(aws, instanceId)) ?? "";
});
afterEach(() => aws.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(imds + path, { headers });

async function token(seconds = 21_600, headers: Record<string, string> = {}): Promise<Response> {
  const ttl = { "X-aws-ec2-metadata-token-ttl-seconds": String(seconds) };
  return fetch(`${imds}/latest/api/token`, { method: "PUT", headers: { ...ttl, ...headers } });
}

const withToken = async (seconds?: number) => ({ "X-aws-ec2-metadata-token": await (await token(seconds)).text() });

type Served = Record<
  "Code" | "LastUpdated" | "Type" | "AccessKeyId" | "SecretAccessKey" | "Token" | "Expiration",
  string
>;

async function served(headers: Record<string, string> = {}): Promise<Served> {
  return (await (await get(`${CREDENTIALS}web`, headers)).json()) as Served;
}

const holderOf = ({ AccessKeyId, SecretAccessKey, Token }: Served) =>
  aws.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });

const listTables = (credentials: Served) => holderOf(credentials).dynamodb.send(new ListTablesCommand({}));

describe("version 2", () => {
  test("delivers a key of its own, issued in the same second, and policies can tell the two apart", async () => {
    const [first, second] = [await served(), await served(await withToken())];
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    expect(second.LastUpdated).toBe(first.LastUpdated);
    const Condition = { NumericLessThan: { "ec2:RoleDelivery": "2.0" } };
    await aws.admin.iam.send(
      new PutRolePolicyCommand({
        RoleName: "web",
        PolicyName: "version-2-only",
        PolicyDocument: policy({ Effect: "Deny", Action: "*", Resource: "*", Condition }),
      }),
    );
    await expect(listTables(first)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await listTables(second);
  });
});

describe("what the service tells", () => {
  test.each([
    ["/latest/meta-data/placement/region", "us-east-1"],
    ["/latest/meta-data/instance-type", "t3.micro"],
    ["/latest/meta-data/iam/", "info\nsecurity-credentials/"],
    ["/latest/", "dynamic/\nmeta-data/"],
  ])("%s", async (path, text) => {
    expect(await (await get(path)).text()).toBe(text);
  });

  test("the instance profile and the identity document", async () => {
    expect(await (await get("/latest/meta-data/iam/info")).json()).toMatchObject({
      Code: "Success",
      InstanceProfileArn: "arn:aws:iam::111122223333:instance-profile/web",
    });
    expect(await (await get("/latest/dynamic/instance-identity/document")).json()).toMatchObject({
      accountId: "111122223333",
      instanceId,
      region: "us-east-1",
    });
  });

  test("user data as it was given", async () => {
    const { InstanceId } = await runInstance(aws, undefined, {
      UserData: Buffer.from("#!/bin/sh\nécho").toString("base64"),
    });
    imds = (await imdsOf(aws, InstanceId)) ?? "";
    expect(await (await get("/latest/user-data")).text()).toBe("#!/bin/sh\nécho");
  });

  test("404 as a page for what there is not, such as the role of an instance without one", async () => {
    const { InstanceId } = await runInstance(aws);
    imds = (await imdsOf(aws, InstanceId)) ?? "";
    const answer = await get(CREDENTIALS);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("<title>404 - Not Found</title>");
  });
});

test("an address that cannot be read is refused, and the service goes on", async () => {
  const { InstanceId } = await runInstance(aws);
  imds = (await imdsOf(aws, InstanceId)) ?? "";
  for (const path of ["/latest/%zz", "/%", "/latest/meta-data/%E0%A4%A"]) {
    expect((await get(path)).status).toBe(400);
  }
  expect((await get("/latest/meta-data/instance-id")).status).toBe(200);
});

describe("the credentials of an instance", () => {
  test("change when its profile is associated anew, and are gone when it has none", async () => {
    const before = await served();
    const { IamInstanceProfileAssociations } = await aws.admin.ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    const { IamInstanceProfileAssociation } = await aws.admin.ec2.send(
      new ReplaceIamInstanceProfileAssociationCommand({
        AssociationId: IamInstanceProfileAssociations?.[0]?.AssociationId,
        IamInstanceProfile: { Name: "web" },
      }),
    );
    expect((await served()).AccessKeyId).not.toBe(before.AccessKeyId);
    const AssociationId = IamInstanceProfileAssociation?.AssociationId;
    await aws.admin.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
    expect((await get(`${CREDENTIALS}web`)).status).toBe(404);
    await aws.admin.ec2.send(
      new AssociateIamInstanceProfileCommand({ InstanceId: instanceId, IamInstanceProfile: { Name: "web" } }),
    );
    await listTables(await served());
  });

  test("come only for a role that trusts EC2; a trust taken away touches the next ones", async () => {
    const trust = (PolicyDocument: string) =>
      aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "web", PolicyDocument }));
    await trust(policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }));
    await listTables(await served());

    const untrusted = await runInstance(aws, "web");
    imds = (await imdsOf(aws, untrusted.InstanceId)) ?? "";
    expect(await served()).toMatchObject({
      Code: "AssumeRoleUnauthorizedAccess",
      Message: expect.stringContaining("EC2 cannot assume the role web."),
    });
    await trust(TRUSTS_EC2);
    await aws.advance(60);
    expect(await served()).toMatchObject({ Code: "Success" });
  });

  test("are on the trail as EC2's own AssumeRole, with the key and without its secret", async () => {
    const { AccessKeyId, SecretAccessKey, Token } = await served();
    const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
    const issued = records.filter(({ eventName }) => eventName === "AssumeRole");
    expect(issued).toContainEqual(
      expect.objectContaining({
        userIdentity: { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
        sourceIPAddress: "ec2.amazonaws.com",
        requestParameters: { roleArn: "arn:aws:iam::111122223333:role/web", roleSessionName: instanceId },
        responseElements: { credentials: { accessKeyId: AccessKeyId, expiration: "Mar 1, 2026, 3:35:00 PM" } },
        resources: [{ ARN: "arn:aws:iam::111122223333:role/web", accountId: "111122223333", type: "AWS::IAM::Role" }],
      }),
    );
    expect(JSON.stringify(records)).not.toContain(SecretAccessKey);
    expect(JSON.stringify(records)).not.toContain(Token);
  });
});

test("a reset of the local AWS ends every metadata service", async () => {
  await aws.aws.reset();
  await expect(get("/latest/meta-data/")).rejects.toThrow();
});

test("the answer to a PUT goes as far as the hop limit: with 1 a container gets no token, with 2 it does", async () => {
  const limit = (HttpPutResponseHopLimit: number) =>
    aws.admin.ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: instanceId, HttpPutResponseHopLimit }));
  const fromContainer = { "x-mock-hops": "2" };
  await limit(1);
  await expect(token(60, fromContainer)).rejects.toThrow();
  expect((await token(60)).status).toBe(200);
  await limit(2);
  expect((await token(60, fromContainer)).status).toBe(200);
});
