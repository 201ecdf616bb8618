// A rule sends an event to one target: a function, a queue, a topic or another bus. What cannot be delivered goes to the
// target's dead-letter queue, or is noted as lost.

import { uuid } from "../ids.ts";
import { functionByArn } from "../lambda/functions.ts";
import { invokeLater } from "../lambda/invoke-later.ts";
import { loseEvent } from "../lost-events.ts";
import { serviceMay } from "../service-access.ts";
import { deliver } from "../sns/deliver.ts";
import { topicByArn } from "../sns/topics.ts";
import { queueByArn, sendToQueue } from "../sqs/queues.ts";
import type { World } from "../world.ts";
import type { Bus, Rule, Target } from "./buses.ts";
import type { BusEvent } from "./event.ts";
import { mayForward } from "./may-forward.ts";
import { inputFor } from "./target-input.ts";

export type Sending = {
  readonly rule: Rule;
  readonly target: Target;
  readonly event: BusEvent;
  readonly isForwarded: boolean;
};

type Failure = { readonly code: string; readonly message: string };

/** The bus on which the event arrives next, if the target is one. */
export function send(world: World, sending: Sending): Bus | undefined {
  const payload = inputFor(sending.target, sending.event);
  const result = payload === undefined ? NO_INPUT : sendOn(world, sending, payload);
  if (result === undefined) return undefined;
  if ("rules" in result) return result;
  giveUp(world, sending, payload ?? "null", result);
  return undefined;
}

const NO_INPUT: Failure = { code: "INVALID_JSON", message: "The InputPath leads to nothing in the event." };

function sendOn(world: World, sending: Sending, payload: string): Failure | Bus | undefined {
  switch (sending.target.Arn.split(":")[2]) {
    case "lambda":
      return toFunction(world, sending, payload);
    case "sqs":
      return toQueue(world, sending, payload);
    case "sns":
      return toTopic(world, sending, payload);
    default:
      return mayForward(world, sending);
  }
}

function toFunction(world: World, { rule, target: { Arn } }: Sending, payload: string): Failure | undefined {
  const target = functionByArn(world, Arn);
  if (!target) return { code: "RESOURCE_NOT_FOUND", message: `Function not found: ${Arn}` };
  const access = { service: "events.amazonaws.com", action: "lambda:InvokeFunction", resource: target.arn };
  const where = { resourceAccount: target.account, region: target.region };
  if (!serviceMay(world, { ...access, ...where, ...sourceOf(rule) }, target.policy)) return NO_PERMISSIONS;
  invokeLater(world, target, { payload, requestId: uuid(world.random) });
  return undefined;
}

const NO_PERMISSIONS: Failure = {
  code: "NO_PERMISSIONS",
  message: "EventBridge lacks permissions to invoke the target.",
};

function sourceOf({ arn, bus }: Rule) {
  return { sourceArn: arn, sourceAccount: bus.account };
}

function toQueue(world: World, { rule, target }: Sending, payload: string): Failure | undefined {
  return put(world, rule, target.Arn, { body: payload, senderId: "events.amazonaws.com" });
}

function toTopic(world: World, { rule, target }: Sending, message: string): Failure | undefined {
  const topic = topicByArn(world, target.Arn);
  if (!topic) return { code: "RESOURCE_NOT_FOUND", message: `The topic ${target.Arn} does not exist.` };
  const access = { service: "events.amazonaws.com", action: "sns:Publish", resource: topic.arn };
  const where = { resourceAccount: topic.account, region: topic.region };
  if (!serviceMay(world, { ...access, ...where, ...sourceOf(rule) }, topic.policy)) return NO_PERMISSIONS;
  deliver(world, topic, { id: uuid(world.random), message, subject: undefined, at: world.clock.now(), attributes: {} });
  return undefined;
}

function put(world: World, rule: Rule, arn: string, message: Parameters<typeof sendToQueue>[2]): Failure | undefined {
  const queue = queueByArn(world, arn);
  if (!queue) return { code: "RESOURCE_NOT_FOUND", message: `The queue ${arn} does not exist.` };
  const access = { service: "events.amazonaws.com", action: "sqs:SendMessage", resource: queue.arn };
  const where = { resourceAccount: queue.account, region: queue.region };
  if (!serviceMay(world, { ...access, ...where, ...sourceOf(rule) }, queue.policy)) return NO_PERMISSIONS;
  sendToQueue(world, queue, message);
  return undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function giveUp(world: World, { rule, target, event }: Sending, payload: string, { code, message }: Failure): void {
  const attribute = (StringValue: string) => ({ DataType: "String", StringValue });
  const attributes = {
    RULE_ARN: attribute(rule.arn),
    TARGET_ARN: attribute(target.Arn),
    ERROR_CODE: attribute(code),
    ERROR_MESSAGE: attribute(message),
  };
  const deadLetter = target.DeadLetterConfig?.Arn;
  const isKept =
    deadLetter !== undefined &&
    !put(world, rule, deadLetter, { body: payload, senderId: "events.amazonaws.com", attributes });
  if (!isKept) loseEvent(world, { by: rule.arn, target: target.Arn, reason: `${code}: ${message}`, event });
}
