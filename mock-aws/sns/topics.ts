// Topics and who subscribes to them.
import { AwsError } from "../aws-error.ts";
import type { Access, Call } from "../operation.ts";
import type { PolicySource } from "../policy/policies.ts";
import { PARTITION, perAccount, type World } from "../world.ts";

export type Subscription = {
  readonly arn: string;
  readonly topicArn: string;
  readonly owner: string;
  readonly protocol: "sqs" | "lambda";
  readonly endpoint: string;
  readonly isRaw: boolean;
};

export type Pending = Pick<Subscription, "topicArn" | "owner" | "endpoint"> & { readonly protocol: "email" };

export type Topic = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  displayName: string;
  policy?: PolicySource | undefined;
  readonly tags: Map<string, string>;
  readonly subscriptions: Map<string, Subscription>;
  /** By address: mail that nobody has confirmed. Nothing goes there. */
  readonly pending: Map<string, Pending>;
};

/** By `<Region> <name>`. */
export const topics = perAccount<Map<string, Topic>>(() => new Map());

const ARN = /^arn:aws[\w-]*:sns:([\w-]+):(\d{12}):([\w-]{1,256})$/;

export function topicArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:sns:${region}:${account}:${name}`;
}

export function topicByArn(world: World, arn: string): Topic | undefined {
  const [, region = "", account = "", name = ""] = ARN.exec(arn) ?? [];
  return world.accounts.has(account) ? topics(world, account).get(`${region} ${name}`) : undefined;
}

/** Throws InvalidParameter or NotFound in AWS's words. */
export function findTopic(arn: string, { world, region }: Call): Topic {
  const [, where] = ARN.exec(arn) ?? [];
  if (where !== region) throw new AwsError("InvalidParameter", "Invalid parameter: TopicArn");
  const topic = topicByArn(world, arn);
  if (!topic) throw new AwsError("NotFound", "Topic does not exist", 404);
  return topic;
}

export function accessToTopic(action: string, arn: string, { world, caller }: Call): Access {
  const policy = topicByArn(world, arn)?.policy;
  const resourceAccount = ARN.exec(arn)?.[2] ?? caller.account;
  return { action: `sns:${action}`, resource: arn, resourceAccount, ...(policy ? { resourcePolicy: policy } : {}) };
}

export function onTopic(action: string): (input: { readonly TopicArn: string }, call: Call) => readonly Access[] {
  return ({ TopicArn }, call) => [accessToTopic(action, TopicArn, call)];
}
