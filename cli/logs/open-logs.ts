// The log files that a person names: a folder or a file here, or a bucket.
import { resolve } from "node:path";
import { bucketPlace } from "../../client/logs/bucket-place.ts";
import { folderPlace } from "../../client/logs/folder-place.ts";
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { connectionOf } from "../connection.ts";
import type { Context } from "../context.ts";
import { CliError } from "../explain-error.ts";

/** Rejects where there are none. */
export async function openLogs({ surroundings, options }: Context, given: string): Promise<LogPlace> {
  const place = given.startsWith("s3://")
    ? await openBucket(new URL(given), connectionOf(options, surroundings.env))
    : await folderPlace(resolve(surroundings.folder, given));
  if (place.files.length > 0) return place;
  await place.close();
  const aside = Object.entries(place.leftAside).map(([why, count]) => `${count} are ${why}`);
  throw new CliError("NoLogFiles", `There are no log files in ${place.name}.`, {
    todo: [...aside, "CloudTrail's are AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/….json.gz"].join("; "),
  });
}

async function openBucket(where: URL, connection: ReturnType<typeof connectionOf>): Promise<LogPlace> {
  const { S3Client } = await import("@aws-sdk/client-s3"); // A folder needs none of it.
  return bucketPlace(new S3Client({ ...connection, followRegionRedirects: true }), where);
}
