// The queue that a call's URL names, and the permission on it.
import { AwsError } from "../aws-error.ts";
import type { Access, Call } from "../operation.ts";
import { isRootTask } from "../root-task.ts";
import { type Queue, queueArn, queueByArn } from "./queues.ts";

/** Under the address at which the caller reached the local AWS, so that clients that go to a queue's URL get there. */
export function queueUrl({ account, name }: Queue, { request }: Call): string {
  return `http://${request.headers["host"]}/${account}/${name}`;
}

function arnIn(url: string, { region }: Call): string {
  const [, account = "", name = ""] = /\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
  if (name === "") throw new AwsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`, 404);
  return queueArn(account, region, name);
}

/** Throws QueueDoesNotExist in AWS's words. */
export function findQueue({ QueueUrl }: { readonly QueueUrl: string }, call: Call): Queue {
  return queueByArn(call.world, arnIn(QueueUrl, call)) ?? noSuchQueue();
}

export function noSuchQueue(): never {
  throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

export function onQueue(action: string): (input: { readonly QueueUrl: string }, call: Call) => readonly Access[] {
  return ({ QueueUrl }, call) => [accessTo(action, arnIn(QueueUrl, call), call)];
}

export function accessTo(action: string, arn: string, call: Call): Access {
  const policy = isRootTask(call) ? undefined : queueByArn(call.world, arn)?.policy;
  const resourceAccount = arn.split(":")[4] ?? "";
  return { action: `sqs:${action}`, resource: arn, resourceAccount, ...(policy ? { resourcePolicy: policy } : {}) };
}
