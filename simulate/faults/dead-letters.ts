// What came to lie in the dead-letter queue is sent again when the weather is good, as `responder redrive` would: it says what a
// letter is, and whether it goes back. Not over SQS's API: a client that waits and tries again does so by the machine's own time.
import { QUEUE } from "../../cli/redrive/queue.ts";
import { NOT_SAID, readLetter } from "../../cli/redrive/read-letter.ts";
import { route } from "../../lambda/route.ts";
import { lostEvents } from "../../mock-aws/lost-events.ts";
import { queues } from "../../mock-aws/sqs/queues.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../../mock-aws/world.ts";
import type { Record } from "./record.ts";

export async function redrive(record: Record): Promise<void> {
  const { stage, tell, violations } = record;
  const queue = queues(stage.world, HOME_ACCOUNT).get(`${HOME_REGION} ${QUEUE}`);
  if (!queue) throw new Error(`There is no queue ${QUEUE}.`);
  for (const { body, attributes } of queue.messages.splice(0)) {
    record.deadLetters++;
    const { about, to, unless, why, because } = readLetter({ Body: body, MessageAttributes: attributes });
    if (why === NOT_SAID) violations.push(`A dead letter (${about}) says nothing of why it died.`);
    if (to === undefined || unless) {
      violations.push(`A dead letter (${about}) is not given back. ${because}`);
      continue;
    }
    const answer = await route(stage.deps, JSON.parse(body)).catch((error: Error) => error);
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
