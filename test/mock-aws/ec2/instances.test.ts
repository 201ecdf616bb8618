import {
  DescribeInstancesCommand,
  ModifyInstanceMetadataOptionsCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { createInstanceRole, imdsOf, runInstance } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const WISH = { ImageId: "ami-0abcdef1234567890", InstanceType: "t3.micro", MinCount: 1, MaxCount: 1 } as const;

async function stateOf(InstanceId: string | undefined) {
  const { Reservations } = await aws.admin.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId ?? ""] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

describe("RunInstances", () => {
  test("starts instances that run from the next moment on, with profile, tags and metadata options", async () => {
    await createInstanceRole(aws, "web");
    const launched = await runInstance(aws, "web", {
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "team", Value: "blue" }] }],
      MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 2 },
    });
    expect(launched.State).toEqual({ Code: 0, Name: "pending" });
    const { Reservations } = await aws.admin.ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations?.[0]?.Instances).toMatchObject([
      {
        InstanceId: launched.InstanceId,
        State: { Code: 16, Name: "running" },
        LaunchTime: new Date(aws.now()),
        IamInstanceProfile: { Arn: "arn:aws:iam::111122223333:instance-profile/web" },
        Tags: [{ Key: "team", Value: "blue" }],
        MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 2, HttpEndpoint: "enabled" },
      },
    ]);
  });

  test("starts nothing more for the same client token", async () => {
    const first = await runInstance(aws, undefined, { ClientToken: "once" });
    const again = await runInstance(aws, undefined, { ClientToken: "once" });
    expect(again.InstanceId).toBe(first.InstanceId);
    await expect(runInstance(aws, undefined, { ClientToken: "once", MaxCount: 2 })).rejects.toMatchObject({
      name: "IdempotentParameterMismatch",
    });
  });

  test("with a profile takes the right to pass its role", async () => {
    await createInstanceRole(aws, "web");
    const run = new RunInstancesCommand({ ...WISH, IamInstanceProfile: { Name: "web" } });
    const starter = await sessionWith(aws, { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*" });
    await expect(starter.ec2.send(run)).rejects.toMatchObject({
      name: "UnauthorizedOperation",
      message: expect.stringContaining("iam:PassRole on resource: arn:aws:iam::111122223333:role/web"),
    });
    const passer = await sessionWith(
      aws,
      { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*" },
      {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111122223333:role/web",
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
    );
    await passer.ec2.send(run);
  });

  test("can be limited to instances that require version 2 of the metadata service", async () => {
    const careful = await sessionWith(
      aws,
      { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*" },
      {
        Effect: "Deny",
        Action: "ec2:RunInstances",
        Resource: "arn:aws:ec2:*:*:instance/*",
        Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
      },
    );
    await expect(careful.ec2.send(new RunInstancesCommand(WISH))).rejects.toMatchObject({
      name: "UnauthorizedOperation",
    });
    await careful.ec2.send(new RunInstancesCommand({ ...WISH, MetadataOptions: { HttpTokens: "required" } }));
  });

  test("with tags takes the right to create them", async () => {
    const tagged = new RunInstancesCommand({
      ...WISH,
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "team", Value: "blue" }] }],
    });
    const starter = await sessionWith(aws, { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*" });
    await expect(starter.ec2.send(tagged)).rejects.toMatchObject({
      message: expect.stringContaining("ec2:CreateTags"),
    });
  });

  test("refuses what cannot be", async () => {
    await aws.admin.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "empty" }));
    const refusals: [Partial<RunInstancesCommandInput>, string, string][] = [
      [
        { IamInstanceProfile: { Name: "nobody" } },
        "InvalidParameterValue",
        "Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
      ],
      [
        { IamInstanceProfile: { Name: "empty" } },
        "InvalidParameterValue",
        'IAM Instance Profile "arn:aws:iam::111122223333:instance-profile/empty" has no associated IAM Roles',
      ],
      [{ ImageId: "debian" }, "InvalidAMIID.Malformed", 'Invalid id: "debian" (expecting "ami-...")'],
      [{ SubnetId: "subnet-1" }, "NotImplemented", "The local AWS does not implement SubnetId of ec2:RunInstances."],
    ];
    for (const [wish, name, message] of refusals) {
      await expect(aws.admin.ec2.send(new RunInstancesCommand({ ...WISH, ...wish }))).rejects.toMatchObject({
        name,
        message,
      });
    }
  });

  test("is on the trail without the user data", async () => {
    await runInstance(aws, undefined, { UserData: Buffer.from("password=hunter2").toString("base64") });
    const records = wholeTrail(aws.aws.world()).map(({ record }) => record);
    expect(records.find(({ eventName }) => eventName === "RunInstances")).toMatchObject({
      eventSource: "ec2.amazonaws.com",
      requestParameters: {
        instancesSet: { items: [{ imageId: "ami-0abcdef1234567890", minCount: 1, maxCount: 1 }] },
        userData: "<sensitiveDataRemoved>",
      },
      responseElements: { instancesSet: { items: [{ instanceId: expect.stringMatching(/^i-/) }] } },
    });
  });
});

describe("DescribeInstances", () => {
  test("finds by state, profile, tag and type, with wildcards", async () => {
    await createInstanceRole(aws, "web");
    const web = await runInstance(aws, "web", {
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "team", Value: "blue" }] }],
    });
    const other = await runInstance(aws, undefined, { InstanceType: "m5.large" });
    await aws.admin.ec2.send(new StopInstancesCommand({ InstanceIds: [other.InstanceId ?? ""] }));
    const find = async (Name: string, ...Values: string[]) => {
      const { Reservations } = await aws.admin.ec2.send(new DescribeInstancesCommand({ Filters: [{ Name, Values }] }));
      return Reservations?.flatMap(({ Instances }) => Instances?.map(({ InstanceId }) => InstanceId));
    };
    expect(await find("instance-state-name", "running", "pending")).toEqual([web.InstanceId]);
    expect(await find("iam-instance-profile.arn", "arn:aws:iam::111122223333:instance-profile/web")).toEqual([
      web.InstanceId,
    ]);
    expect(await find("tag:team", "blue")).toEqual([web.InstanceId]);
    expect(await find("instance-type", "m5.*")).toEqual([other.InstanceId]);
    expect(await find("tag:team", "red")).toEqual([]);
  });

  test("gives a page and a token for the next", async () => {
    await runInstance(aws, undefined, { MinCount: 7, MaxCount: 7 });
    const first = await aws.admin.ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }));
    expect(first.Reservations?.[0]?.Instances).toHaveLength(5);
    const second = await aws.admin.ec2.send(
      new DescribeInstancesCommand({ MaxResults: 5, NextToken: first.NextToken }),
    );
    expect(second.Reservations?.[0]?.Instances).toHaveLength(2);
    expect(second.NextToken).toBeUndefined();
  });

  test("knows the caller's own instances in the Region only", async () => {
    const { InstanceId } = await runInstance(aws);
    const admin = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
    const ireland = aws.as(admin, "eu-west-1");
    await expect(
      ireland.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId ?? ""] })),
    ).rejects.toMatchObject({
      name: "InvalidInstanceID.NotFound",
      message: `The instance ID '${InstanceId}' does not exist`,
    });
    await expect(aws.admin.ec2.send(new DescribeInstancesCommand({ InstanceIds: ["web-1"] }))).rejects.toMatchObject({
      name: "InvalidInstanceID.Malformed",
      message: 'Invalid id: "web-1"',
    });
  });
});

describe("an instance", () => {
  test("stops, starts and ends, and its metadata service with it", async () => {
    const { InstanceId = "" } = await runInstance(aws);
    const ids = { InstanceIds: [InstanceId] };
    expect(await imdsOf(aws, InstanceId)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const stopped = await aws.admin.ec2.send(new StopInstancesCommand(ids));
    expect(stopped.StoppingInstances).toEqual([
      { InstanceId, CurrentState: { Code: 64, Name: "stopping" }, PreviousState: { Code: 16, Name: "running" } },
    ]);
    expect(await stateOf(InstanceId)).toBe("stopped");
    expect(await imdsOf(aws, InstanceId)).toBeNull();
    await expect(aws.admin.ec2.send(new RebootInstancesCommand(ids))).rejects.toMatchObject({
      name: "IncorrectInstanceState",
    });

    await aws.admin.ec2.send(new StartInstancesCommand(ids));
    expect(await stateOf(InstanceId)).toBe("running");
    await aws.admin.ec2.send(new RebootInstancesCommand(ids));

    await aws.admin.ec2.send(new TerminateInstancesCommand(ids));
    expect(await stateOf(InstanceId)).toBe("terminated");
    await expect(aws.admin.ec2.send(new StartInstancesCommand(ids))).rejects.toMatchObject({
      name: "IncorrectInstanceState",
    });
    await aws.advance(3600);
    await expect(stateOf(InstanceId)).rejects.toMatchObject({ name: "InvalidInstanceID.NotFound" });
  });

  test("is stopped by those who may stop instances with its tag", async () => {
    const tagged = (Value: string) => ({
      TagSpecifications: [{ ResourceType: "instance" as const, Tags: [{ Key: "team", Value }] }],
    });
    const blue = await runInstance(aws, undefined, tagged("blue"));
    const red = await runInstance(aws, undefined, tagged("red"));
    const team = await sessionWith(aws, {
      Effect: "Allow",
      Action: "ec2:StopInstances",
      Resource: "arn:aws:ec2:us-east-1:111122223333:instance/*",
      Condition: { StringEquals: { "aws:ResourceTag/team": "blue" } },
    });
    await team.ec2.send(new StopInstancesCommand({ InstanceIds: [blue.InstanceId ?? ""] }));
    await expect(
      team.ec2.send(new StopInstancesCommand({ InstanceIds: [red.InstanceId ?? ""] })),
    ).rejects.toMatchObject({
      name: "UnauthorizedOperation",
    });
  });

  test("can be made to require version 2 of its metadata service while it runs", async () => {
    const { InstanceId = "" } = await runInstance(aws);
    const imds = (await imdsOf(aws, InstanceId)) ?? "";
    expect((await fetch(`${imds}/latest/meta-data/instance-id`)).status).toBe(200);
    await aws.admin.ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpTokens: "required" }));
    expect((await fetch(`${imds}/latest/meta-data/instance-id`)).status).toBe(401);
  });
});
