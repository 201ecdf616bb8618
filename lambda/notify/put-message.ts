// The one way by which the flow tells anybody anything: an event of our own on the default bus.
import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { MESSAGE_SOURCE, MESSAGE_TYPES, type Message } from "./message.ts";

/** Whoever puts messages takes this on the default bus. */
export const MESSAGE_PERMISSIONS = ["events:PutEvents"] as const;

export async function putMessage(events: EventBridgeClient, message: Message): Promise<void> {
  const entry = { Source: MESSAGE_SOURCE, DetailType: MESSAGE_TYPES[message.kind], Detail: JSON.stringify(message) };
  const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  const refused = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
  if (refused) throw new Error(`EventBridge did not take the message ${message.id}: ${refused.ErrorCode}.`);
}
