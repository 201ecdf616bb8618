// How the credential leaks: an instance with a hole, somebody's session, an application's key, or a token it has asked for.
import {
  DescribeIamInstanceProfileAssociationsCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { type Keys, keysOf } from "../local/clients.ts";
import type { DirectAws } from "../local/direct-aws.ts";
import { stealFromInstance } from "../local/steal-from-instance.ts";
import { instances } from "../mock-aws/ec2/instances.ts";
import { actorOf } from "./actor.ts";
import type { Founded } from "./found-organization.ts";
import type { LeakKind } from "./opponent/opponent.ts";
import { arnOf, ENGINEER, type Principal } from "./organization.ts";

export type LeakSource = {
  /** What leaks now; the same again until the instance has new ones. */
  steal(): Promise<Keys>;
  /** Present for an instance: its owners give it fresh credentials. */
  readonly refresh?: () => Promise<void>;
};

const HOURS = 3600;

export async function openLeak(
  aws: DirectAws,
  founded: Founded,
  leaked: Principal,
  kind: LeakKind,
): Promise<LeakSource> {
  switch (kind) {
    case "instance":
      return runInstance(aws, keyOf(founded.admins, leaked.account), leaked);
    case "role-session": {
      const person = keyOf(founded.keys, arnOf({ kind: "user", account: leaked.account, name: ENGINEER }));
      const wish = { RoleArn: arnOf(leaked), RoleSessionName: ENGINEER, DurationSeconds: 12 * HOURS };
      const { Credentials } = await actorOf(aws, person).sts.send(new AssumeRoleCommand(wish));
      return { steal: async () => keysOf(Credentials) };
    }
    case "user-key":
      return { steal: async () => keyOf(founded.keys, arnOf(leaked)) };
    case "federated-token": {
      const key = keyOf(founded.keys, arnOf(leaked));
      const wish = { Name: "batch-job", Policy: EVERYTHING };
      const { Credentials } = await actorOf(aws, key).sts.send(new GetFederationTokenCommand(wish));
      return { steal: async () => keysOf(Credentials) };
    }
  }
}

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

function keyOf(keys: ReadonlyMap<string, Keys>, whose: string): Keys {
  const found = keys.get(whose);
  if (!found) throw new Error(`Nobody has made a key for ${whose}.`);
  return found;
}

async function runInstance(aws: DirectAws, adminKeys: Keys, { name }: Principal): Promise<LeakSource> {
  const { iam, ec2 } = actorOf(aws, adminKeys);
  const IamInstanceProfile = { Name: name };
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
  const wish = { ImageId: "ami-0abcdef1234567890", InstanceType: "t3.micro", MinCount: 1, MaxCount: 1 } as const;
  const { Instances } = await ec2.send(new RunInstancesCommand({ ...wish, IamInstanceProfile }));
  const InstanceId = Instances?.[0]?.InstanceId ?? "";
  const address = () => instances(aws.aws.world()).get(InstanceId)?.imds ?? "";
  return {
    steal: () => stealFromInstance(address(), name),
    async refresh() {
      const wanted = { Filters: [{ Name: "instance-id", Values: [InstanceId] }] };
      const found = await ec2.send(new DescribeIamInstanceProfileAssociationsCommand(wanted));
      const AssociationId = found.IamInstanceProfileAssociations?.[0]?.AssociationId;
      await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }));
    },
  };
}
