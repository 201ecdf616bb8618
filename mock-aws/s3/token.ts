// Continuation tokens: where the last page ended, opaque to the client.
import { AwsError } from "../aws-error.ts";

export function writeToken(last: string): string {
  return Buffer.from(`after:${last}`).toString("base64");
}

export function readToken(token: string): string {
  const text = Buffer.from(token, "base64").toString("utf8");
  if (text.startsWith("after:")) return text.slice("after:".length);
  throw new AwsError("InvalidArgument", "The continuation token provided is incorrect", 400, {
    ArgumentName: "continuation-token",
  });
}
