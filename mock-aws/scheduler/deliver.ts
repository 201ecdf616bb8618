// One try to bring what a schedule sends to its target: a function, a queue or an event bus, under the target's role.
import { type BusName, busAt, readBusName } from "../events/buses.ts";
import { makeEvent } from "../events/event.ts";
import { FAULTS, type Failure, IS_DONE, noResource } from "../events/failure.ts";
import { publish } from "../events/publish.ts";
import { strike } from "../faults.ts";
import { uuid } from "../ids.ts";
import { functionByArn } from "../lambda/functions.ts";
import { invokeLater } from "../lambda/invoke-later.ts";
import type { Access } from "../operation.ts";
import { roleMay } from "../role-may.ts";
import { queueByArn, sendToQueue } from "../sqs/queues.ts";
import { PARTITION, type World } from "../world.ts";
import type { Schedule } from "./schedules.ts";

/** The call that Scheduler makes, by the service of the target: the service's "templated target". */
export const CALLS: Readonly<Record<string, string>> = { lambda: "Invoke", sqs: "SendMessage", events: "PutEvents" };

type Delivery = { readonly schedule: Schedule; readonly payload: string };

/** Why it failed, undefined where it did not. */
export function deliver(world: World, delivery: Delivery): Failure | undefined {
  const [, , service = "", region = ""] = delivery.schedule.settings.target.Arn.split(":");
  const fault = strike(world, { service, operation: CALLS[service] ?? "", region })?.fault;
  const failure = fault && FAULTS[fault];
  if (failure && !IS_DONE.has(fault)) return failure;
  return deliverTo(world, service, delivery) ?? failure;
}

function deliverTo(world: World, service: string, { schedule, payload }: Delivery): Failure | undefined {
  const { Arn } = schedule.settings.target;
  if (service === "lambda") return toFunction(world, schedule, payload);
  if (service === "sqs") return toQueue(world, schedule, Arn, { body: payload, attributes: {} });
  return toBus(world, schedule, payload);
}

/** The codes are those of the calls; the texts are not verified. */
function refusal(world: World, schedule: Schedule, access: Access): Failure | undefined {
  const { account, region, settings, arn } = schedule;
  const { RoleArn } = settings.target;
  const role = { roleArn: RoleArn, service: "scheduler.amazonaws.com", sessionName: hexOf(arn), region };
  const answer = roleMay(world, { ...role, sourceArn: groupArn(schedule), sourceAccount: account }, access);
  if (answer === "allowed") return undefined;
  const why =
    answer === "denied"
      ? `may not ${access.action} on ${access.resource}`
      : "does not let EventBridge Scheduler assume it";
  return { code: "AccessDeniedException", message: `The role ${RoleArn} ${why}.` };
}

/** "Scope aws:SourceArn to a schedule group": https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
export function groupArn({ account, region }: Pick<Schedule, "account" | "region">): string {
  return `arn:${PARTITION}:scheduler:${region}:${account}:schedule-group/default`;
}

/** AWS names the session by digits of its own. */
function hexOf(arn: string): string {
  return Buffer.from(arn).toString("hex").slice(-32);
}

function toFunction(world: World, schedule: Schedule, payload: string): Failure | undefined {
  const { Arn } = schedule.settings.target;
  const target = functionByArn(world, Arn);
  if (!target) return noResource(`Function not found: ${Arn}`);
  const access = { action: "lambda:InvokeFunction", resource: target.arn, resourceAccount: target.account };
  const resourcePolicy = target.policy ? { resourcePolicy: target.policy } : {};
  const failure = refusal(world, schedule, { ...access, ...resourcePolicy });
  if (!failure) invokeLater(world, target, { payload, requestId: uuid(world.random) });
  return failure;
}

type Message = Pick<Parameters<typeof sendToQueue>[2], "body" | "attributes">;

export function toQueue(world: World, schedule: Schedule, arn: string, message: Message): Failure | undefined {
  const queue = queueByArn(world, arn);
  if (!queue) return noResource(`The queue ${arn} does not exist.`);
  const access = { action: "sqs:SendMessage", resource: queue.arn, resourceAccount: queue.account };
  const resourcePolicy = queue.policy ? { resourcePolicy: queue.policy } : {};
  const failure = refusal(world, schedule, { ...access, ...resourcePolicy });
  if (!failure) sendToQueue(world, queue, { ...message, senderId: "scheduler.amazonaws.com" });
  return failure;
}

function toBus(world: World, schedule: Schedule, payload: string): Failure | undefined {
  const { account, region, settings } = schedule;
  const { Arn, EventBridgeParameters = { Source: "", DetailType: "" } } = settings.target;
  const { Source: source, DetailType: detailType } = EventBridgeParameters;
  const where: BusName = readBusName(Arn, account, region);
  const bus = busAt(world, where);
  if (!bus) return noResource(`The event bus ${Arn} does not exist.`);
  const failure = refusal(world, schedule, {
    action: "events:PutEvents",
    resource: bus.arn,
    resourceAccount: bus.account,
    context: { "events:source": source, "events:detail-type": detailType, "events:eventBusInvocation": "false" },
    ...(bus.policy ? { resourcePolicy: bus.policy } : {}),
  });
  if (failure) return failure;
  const event = makeEvent(world, { source, detailType, detail: JSON.parse(payload), account, region });
  world.clock.at(world.clock.now(), () => publish(world, bus, event));
  return undefined;
}
