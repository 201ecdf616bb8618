// LookupEvents' paging token: the place where a page ended, good only for the same question.
import { createHash } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import type { Place } from "./event-history.ts";

const content = z.strictObject({ time: z.number(), sequence: z.int(), question: z.string() });

/** `question`: everything that must stay the same from page to page. */
export function writeNextToken({ time, sequence }: Place, question: unknown): string {
  const token: z.infer<typeof content> = { time, sequence, question: digest(question) };
  return Buffer.from(JSON.stringify(token)).toString("base64");
}

export function readNextToken(token: string, question: unknown): Place {
  const place = decode(token);
  if (place?.question === digest(question)) return place;
  throw new AwsError(
    "InvalidNextTokenException",
    "Invalid token or token that was previously used in a request with different parameters.",
  );
}

function decode(token: string): z.infer<typeof content> | undefined {
  try {
    return content.parse(JSON.parse(Buffer.from(token, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}

function digest(question: unknown): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64");
}
