// How a call was refused, in whatever form its protocol has: the code, the status and the words.
import type { Reply } from "./signed-request.ts";

export type Refusal = readonly [code: string | undefined, status: number, message: string | undefined];

export async function refusal(reply: Promise<Reply>): Promise<Refusal> {
  const { status, body } = await reply;
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? /"__type":"(\w+)"/.exec(body)?.[1];
  const message = /<Message>([^<]*)<\/Message>|"message":"([^"]*)"/.exec(body)?.slice(1).find(Boolean);
  return [code, status, message?.replaceAll("&apos;", "'").replaceAll("&quot;", '"')];
}

/** When that was, or will be: for signatures, which the machine's own clock measures. */
export function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000);
}
