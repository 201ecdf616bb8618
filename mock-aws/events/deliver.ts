// One try to bring an event to a target: a function, a queue, a topic or another bus.
import { strike } from "../faults.ts";
import { uuid } from "../ids.ts";
import { functionByArn } from "../lambda/functions.ts";
import { invokeLater } from "../lambda/invoke-later.ts";
import { serviceMay } from "../service-access.ts";
import { deliver as deliverToTopic } from "../sns/deliver.ts";
import { topicByArn } from "../sns/topics.ts";
import { type Sending as Message, queueByArn, sendToQueue } from "../sqs/queues.ts";
import type { World } from "../world.ts";
import type { Bus, Rule } from "./buses.ts";
import { FAULTS, type Failure, IS_DONE, NO_PERMISSIONS, noResource } from "./failure.ts";
import { type Forwarding, mayForward } from "./may-forward.ts";

/** The call that EventBridge makes, by the service of the target. */
const CALLS: Readonly<Record<string, string>> = {
  lambda: "Invoke",
  sqs: "SendMessage",
  sns: "Publish",
  events: "PutEvents",
};

/** Why it failed; or the bus on which the event arrives next, if the target is one. */
export function deliver(world: World, delivery: Forwarding, payload: string): Failure | Bus | undefined {
  const [, , service = "", region = ""] = delivery.target.Arn.split(":");
  const fault = strike(world, { service, operation: CALLS[service] ?? "", region })?.fault;
  const failure = fault && FAULTS[fault];
  if (failure && !IS_DONE.has(fault)) return failure;
  const result = deliverTo(world, service, delivery, payload);
  return result && "code" in result ? result : (failure ?? result);
}

function deliverTo(world: World, service: string, delivery: Forwarding, payload: string): Failure | Bus | undefined {
  const { rule, target } = delivery;
  switch (service) {
    case "lambda":
      return toFunction(world, rule, target.Arn, payload);
    case "sqs":
      return toQueue(world, rule, target.Arn, { body: payload, senderId: "events.amazonaws.com" });
    case "sns":
      return toTopic(world, rule, target.Arn, payload);
    default:
      return mayForward(world, delivery);
  }
}

function toFunction(world: World, rule: Rule, arn: string, payload: string): Failure | undefined {
  const target = functionByArn(world, arn);
  if (!target) return noResource(`Function not found: ${arn}`);
  const access = { service: "events.amazonaws.com", action: "lambda:InvokeFunction", resource: target.arn };
  const where = { resourceAccount: target.account, region: target.region };
  if (!serviceMay(world, { ...access, ...where, ...sourceOf(rule) }, target.policy)) return NO_PERMISSIONS;
  invokeLater(world, target, { payload, requestId: uuid(world.random) });
  return undefined;
}

function sourceOf({ arn, bus }: Rule) {
  return { sourceArn: arn, sourceAccount: bus.account };
}

function toTopic(world: World, rule: Rule, arn: string, message: string): Failure | undefined {
  const topic = topicByArn(world, arn);
  if (!topic) return noResource(`The topic ${arn} does not exist.`);
  const access = { service: "events.amazonaws.com", action: "sns:Publish", resource: topic.arn };
  const where = { resourceAccount: topic.account, region: topic.region };
  if (!serviceMay(world, { ...access, ...where, ...sourceOf(rule) }, topic.policy)) return NO_PERMISSIONS;
  const at = world.clock.now();
  deliverToTopic(world, topic, { id: uuid(world.random), message, subject: undefined, at, attributes: {} });
  return undefined;
}

export function toQueue(world: World, rule: Rule, arn: string, message: Message): Failure | undefined {
  const queue = queueByArn(world, arn);
  if (!queue) return noResource(`The queue ${arn} does not exist.`);
  const access = { service: "events.amazonaws.com", action: "sqs:SendMessage", resource: queue.arn };
  const where = { resourceAccount: queue.account, region: queue.region };
  if (!serviceMay(world, { ...access, ...where, ...sourceOf(rule) }, queue.policy)) return NO_PERMISSIONS;
  sendToQueue(world, queue, message);
  return undefined;
}
