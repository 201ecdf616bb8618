// Receipt handles: which message was received, and the how-manieth time that was.
import { AwsError } from "../aws-error.ts";
import type { Message, Queue } from "./queues.ts";

export function writeReceipt({ arn }: Queue, { id, receiveCount }: Message): string {
  return Buffer.from(JSON.stringify([arn, id, receiveCount])).toString("base64");
}

/** The message, if the handle is of its latest receipt and it is still there. Throws ReceiptHandleIsInvalid. */
export function readReceipt(queue: Queue, handle: string): Message | undefined {
  const [arn, id, receiveCount] = decode(handle);
  if (arn !== queue.arn) throw new AwsError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.", 404);
  return queue.messages.find((message) => message.id === id && message.receiveCount === receiveCount);
}

function decode(handle: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(handle, "base64").toString("utf8"));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
