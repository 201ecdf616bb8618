// Attributes of messages, and the digests by which clients check them.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
import { createHash } from "node:crypto";
import { z } from "zod";

export const messageAttributes = z.record(
  z.string(),
  z.strictObject({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
);

/** Binary values are base64, as in JSON. */
export type MessageAttributes = Readonly<
  Record<
    string,
    { readonly DataType: string; readonly StringValue?: string | undefined; readonly BinaryValue?: string | undefined }
  >
>;

export function md5(text: string | Uint8Array): string {
  return createHash("md5").update(text).digest("hex");
}

/** Undefined where there are none. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType = "", StringValue, BinaryValue = "" } = attributes[name] ?? {};
    const isText = StringValue !== undefined;
    const value = isText ? Buffer.from(StringValue) : Buffer.from(BinaryValue, "base64");
    return [sized(Buffer.from(name)), sized(Buffer.from(DataType)), Buffer.from([isText ? 1 : 2]), sized(value)];
  });
  return md5(Buffer.concat(parts));
}

function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}
