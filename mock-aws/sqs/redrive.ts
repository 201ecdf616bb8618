// Messages that were received too often go to the dead-letter queue.
import { z } from "zod";
import type { World } from "../world.ts";
import { arrive, type Message, type Queue, queueByArn } from "./queues.ts";

const redrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int() });

export type RedrivePolicy = z.infer<typeof redrivePolicy>;

/** Undefined where the text is none. */
export function readRedrivePolicy(text: string): RedrivePolicy | undefined {
  try {
    return redrivePolicy.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Moves the message if its queue says so; it keeps its id and its age. */
export function redrive(world: World, queue: Queue, message: Message): boolean {
  const policy = readRedrivePolicy(queue.attributes.get("RedrivePolicy") ?? "");
  if (!policy || message.receiveCount < policy.maxReceiveCount) return false;
  const target = queueByArn(world, policy.deadLetterTargetArn);
  if (!target) return false;
  queue.messages = queue.messages.filter((other) => other !== message);
  arrive(world, target, { ...message, deadFrom: queue.arn, receiveCount: 0, visibleAt: world.clock.now() });
  return true;
}
