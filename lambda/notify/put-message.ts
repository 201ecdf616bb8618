// The one way by which the flow tells anybody anything: an event of our own on the default bus.
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws.ts";
import { MESSAGE_SOURCE, MESSAGE_TYPES, type Message } from "./message.ts";

/** Whoever puts messages takes this on the default bus. */
export const MESSAGE_PERMISSIONS = ["events:PutEvents"] as const;

/** From the responder's own account. A message that does not go through is sent with the next heartbeat. */
export async function putMessage(home: Aws, message: Message): Promise<void> {
  const events = home.client(EventBridgeClient, { maxAttempts: 2 });
  const entry = { Source: MESSAGE_SOURCE, DetailType: MESSAGE_TYPES[message.kind], Detail: JSON.stringify(message) };
  const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  const refused = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
  if (refused) throw new Error(`EventBridge did not take the message ${message.id}: ${refused.ErrorCode}.`);
}
