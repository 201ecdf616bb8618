// The log files that a person names: a folder or a file here, or a bucket.
import { resolve } from "node:path";
import { type BucketPrefix, bucketPlace } from "../../client/logs/bucket-place.ts";
import { folderPlace } from "../../client/logs/folder-place.ts";
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import type { Context } from "../context.ts";
import { CliError, usageError } from "../explain-error.ts";
import type { regionalConnection } from "../regional-connection.ts";
import { fileCount } from "./show-progress.ts";

/** Rejects where there are none. */
export async function openLogs({ surroundings, options }: Context, given: string): Promise<LogPlace> {
  const bucket = /^s3:\/\/([a-z0-9][\w.-]{2,62})(?:\/(.*))?$/is.exec(given);
  if (!bucket && /^(?:s3|arn):/i.test(given))
    throw usageError(`${given} is no place in S3.`, "Write it as s3://BUCKET/PREFIX.");
  const [, Bucket = "", Prefix = ""] = bucket ?? [];
  const place = bucket
    ? await openBucket({ Bucket, Prefix }, options, surroundings.env)
    : await folderPlace(resolve(surroundings.folder, given));
  if (place.files.length > 0) return place;
  await place.close();
  const aside = Object.entries(place.leftAside).map(([why, count]) => `${fileCount(count, "file")}: ${why}`);
  throw new CliError("NoLogFiles", `There are no log files in ${place.name}.`, {
    todo: [...aside, "CloudTrail's are AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/….json.gz"].join("; "),
  });
}

/** What reaches AWS is loaded here: a folder needs none of it. */
async function openBucket(where: BucketPrefix, ...how: Parameters<typeof regionalConnection>): Promise<LogPlace> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  const { regionalConnection } = await import("../regional-connection.ts");
  return bucketPlace(new S3Client({ ...(await regionalConnection(...how)), followRegionRedirects: true }), where);
}
