// What came to lie in the dead-letter queue is sent again when the weather is good, as a person would.
import { route } from "../../lambda/route.ts";
import { lostEvents } from "../../mock-aws/lost-events.ts";
import { queues } from "../../mock-aws/sqs/queues.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import type { Record } from "./record.ts";

const QUEUE = `${HOME_REGION} credential-leak-responder-dead-letters`;

export async function redrive(record: Record): Promise<void> {
  const { stage, tell, violations } = record;
  const queue = queues(stage.world, HOME_ACCOUNT).get(QUEUE);
  if (!queue) throw new Error(`There is no queue ${QUEUE}.`);
  for (const { body, attributes } of queue.messages.splice(0)) {
    record.deadLetters++;
    const why = attributes["ErrorMessage"] ?? attributes["ERROR_MESSAGE"];
    if (!why) violations.push("A dead letter says nothing of why it died.");
    const event: unknown = JSON.parse(body);
    const answer = await route(stage.deps, Object(event)["requestPayload"] ?? event).catch((error: Error) => error);
    tell("person", "sends a dead letter again", answer instanceof Error ? answer.message : "answered");
  }
  for (const { reason, event } of lostEvents(stage.world)) {
    if (isHeartbeat(event)) tell("somebody", `a heartbeat was missed: ${reason}`);
    else violations.push(`An event was lost: ${reason}`);
  }
}

/** One that fails is made up for by the next. */
function isHeartbeat(event: unknown): boolean {
  return Reflect.get(Object(event), "detail-type") === "Scheduled Event";
}
