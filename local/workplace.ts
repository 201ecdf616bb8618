// The place where the story happens: a secret, a role that may read it, an instance and a person who use the role, and a second
// role that the first may assume.

import { RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { Clients } from "./clients.ts";
import type { Stage } from "./stage.ts";

export const SECRET = "prod/database";

export type Workplace = {
  readonly roleArn: string;
  /** The role `archive`, which sessions of the first may assume. */
  readonly archiveArn: string;
  readonly roleId: string;
  readonly instanceId: string;
  /** Where the instance's metadata service answers. */
  readonly imds: string;
  readonly alice: Clients;
  readonly aliceArn: string;
};

export async function buildWorkplace(stage: Stage): Promise<Workplace> {
  const { iam, secrets, ec2 } = stage.admin;
  await secrets.send(new CreateSecretCommand({ Name: SECRET, SecretString: "the crown jewels" }));
  const { User } = await iam.send(new CreateUserCommand({ UserName: "alice" }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "alice" }));
  const aliceArn = User?.Arn ?? "";
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: trustPolicy("Allow", aliceArn) }),
  );
  const mayWork = document(MAY_READ_SECRETS, { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "work", PolicyDocument: mayWork }));
  const archiveArn = await createArchive(stage, Role?.Arn ?? "");
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "app" }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "app", RoleName: "app" }));
  await stage.wait(10);
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-0abcdef1234567890",
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: "app" },
    }),
  );
  const instanceId = Instances?.[0]?.InstanceId ?? "";
  return {
    roleArn: Role?.Arn ?? "",
    archiveArn,
    roleId: Role?.RoleId ?? "",
    instanceId,
    imds: await metadataAddress(stage, instanceId),
    alice: stage.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" }),
    aliceArn,
  };
}

/** The instance may always have the role; whether Alice may is `effect`. */
export function trustPolicy(effect: "Allow" | "Deny", aliceArn: string): string {
  return document(
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    { Effect: effect, Principal: { AWS: aliceArn }, Action: "sts:AssumeRole" },
  );
}

const MAY_READ_SECRETS = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };

async function createArchive({ admin: { iam } }: Stage, appArn: string): Promise<string> {
  const trust = document({ Effect: "Allow", Principal: { AWS: appArn }, Action: "sts:AssumeRole" });
  const RoleName = "archive";
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  const PolicyDocument = document(MAY_READ_SECRETS);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  return Role?.Arn ?? "";
}

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

async function metadataAddress(stage: Stage, instanceId: string): Promise<string> {
  const answer = await fetch(`${stage.aws.endpoint}/_mock/instances`);
  const all = (await answer.json()) as readonly { readonly instanceId: string; readonly imds: string }[];
  const found = all.find((instance) => instance.instanceId === instanceId);
  if (!found) throw new Error(`The instance ${instanceId} does not run.`);
  return found.imds;
}
