import {
  DescribeInstancesCommand,
  ModifyInstanceMetadataOptionsCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createInstanceRole, imdsOf, runInstance } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { sessionWith } from "../../support/session.ts";

let aws: TestAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

async function stateOf(InstanceId: string | undefined) {
  const { Reservations } = await aws.admin.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId ?? ""] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

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
