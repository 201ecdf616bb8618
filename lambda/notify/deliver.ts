// One message to one channel: what the function is given by the rule's target.
import * as z from "zod";
import type { Reach } from "./channels/channel.ts";
import { CHANNELS, type ChannelName } from "./channels/index.ts";
import { MESSAGE_SOURCE, messageType } from "./message.ts";

const NAMES = Object.keys(CHANNELS) as [ChannelName, ...ChannelName[]];

const delivery = z.object({
  channel: z.enum(NAMES),
  event: z.object({ source: z.literal(MESSAGE_SOURCE), time: z.string(), detail: messageType }),
});

/** Rejects where the message did not arrive, or is none: Lambda tries again, and then a person finds it in the queue. */
export async function deliver(reach: Reach, event: unknown): Promise<{ readonly sent: string }> {
  const parsed = delivery.safeParse(event);
  if (!parsed.success) throw new Error(`The event is no message: ${z.prettifyError(parsed.error)}`);
  const { channel, event: told } = parsed.data;
  await CHANNELS[channel].send(reach, told.detail, told.time);
  return { sent: `${told.detail.id} to ${channel}` };
}
