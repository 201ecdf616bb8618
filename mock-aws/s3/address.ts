// The bucket and the key of a request: from its path, or the bucket from the host's name.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/http.ts";

export type Address = { readonly bucket?: string; readonly key?: string };

/** `bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.eu-west-1.amazonaws.com` for those who resolve it to this machine. */
const VIRTUAL_HOST = /^(.+?)\.(?:(?:s3\.)?localhost|s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com)$/;

export function addressOf({ headers, path }: WireRequest): Address {
  const host = (headers["host"] ?? "").replace(/:\d+$/, "");
  const [, virtual] = host === "s3.localhost" ? [] : (VIRTUAL_HOST.exec(host) ?? []);
  const rest = path.slice(1);
  if (virtual !== undefined) return withKey(virtual, rest);
  const slash = rest.indexOf("/");
  const bucket = decode(slash < 0 ? rest : rest.slice(0, slash));
  return bucket === "" ? {} : withKey(bucket, slash < 0 ? "" : rest.slice(slash + 1));
}

function withKey(bucket: string, encoded: string): Address {
  const key = decode(encoded);
  return key === "" ? { bucket } : { bucket, key };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidURI", "Couldn't parse the specified URI.", 400);
  }
}
