// An instance with a role, and asking its metadata service as a program on it would.

import { type Instance, RunInstancesCommand, type RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { TestAws } from "./local-aws.ts";
import { policy, type Statement } from "./session.ts";

export const TRUSTS_EC2 = policy({
  Effect: "Allow",
  Principal: { Service: "ec2.amazonaws.com" },
  Action: "sts:AssumeRole",
});

/** A role that EC2 may assume, in an instance profile of the same name. */
export async function createInstanceRole(aws: TestAws, name: string, ...statements: Statement[]): Promise<void> {
  const { iam } = aws.admin;
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: TRUSTS_EC2 }));
  if (statements.length > 0) {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "work", PolicyDocument: policy(...statements) }),
    );
  }
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
}

/** One instance, with the profile of that name unless it is left out. */
export async function runInstance(
  aws: TestAws,
  profile?: string,
  wish: Partial<RunInstancesCommandInput> = {},
): Promise<Instance> {
  const { Instances } = await aws.admin.ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-0abcdef1234567890",
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
      ...wish,
    }),
  );
  const [instance] = Instances ?? [];
  if (!instance) throw new Error("EC2 started no instance.");
  return instance;
}

/** Where the metadata service of an instance answers; null for one that does not run. */
export async function imdsOf(aws: TestAws, instanceId: string | undefined): Promise<string | null> {
  const response = await fetch(`${aws.endpoint}/_mock/instances`);
  const all = (await response.json()) as { readonly instanceId: string; readonly imds: string | null }[];
  return all.find((instance) => instance.instanceId === instanceId)?.imds ?? null;
}
