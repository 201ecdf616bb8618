import { DescribeInstancesCommand, RunInstancesCommand, type RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import { CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { createInstanceRole, runInstance } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const WISH = { ImageId: "ami-0abcdef1234567890", InstanceType: "t3.micro", MinCount: 1, MaxCount: 1 } as const;

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
