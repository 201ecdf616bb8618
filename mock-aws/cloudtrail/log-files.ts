// The trail as log files in a bucket, in AWS's form: for whoever reads them there. Nothing writes them by itself.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Instant } from "../clock.ts";
import { buckets } from "../s3/buckets.ts";
import type { World } from "../world.ts";
import { wholeTrail } from "./trail.ts";
import type { TrailEntry } from "./trail-record.ts";

/** "About every 5 minutes", as CloudTrail publishes them. */
const EVERY_MS = 5 * 60_000;

export type LogFolder = {
  readonly bucket: string;
  /** Before the accounts: `AWSLogs/o-a1b2c3d4e5`. */
  readonly folder: string;
};

/** Everything that the trail has by now; a file lies in the folder of the day on which it was delivered. Again is no more. */
export function deliverLogFiles(world: World, { bucket: name, folder }: LogFolder): void {
  const bucket = buckets(world).get(name);
  if (!bucket) throw new Error(`There is no bucket ${name} in the local AWS.`);
  const delivered = wholeTrail(world).filter(
    ({ record, visibleAt }) => record.managementEvent && deliveryOf(visibleAt) <= world.clock.now(),
  );
  for (const [key, body] of logFiles(delivered, folder)) {
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    const checksum = { name: "sha256", value: createHash("sha256").update(body).digest("base64") } as const;
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    bucket.objects.set(key, { body, etag, checksum, modifiedAt: world.clock.now(), headers });
  }
}

/** By their names: a file for each account, Region and delivery. */
export function logFiles(entries: readonly TrailEntry[], folder: string): ReadonlyMap<string, Buffer> {
  const files = Map.groupBy(entries, (entry) => keyOf(folder, entry));
  return new Map(
    [...files].map(([key, own]) => [key, gzipSync(`{"Records":[${own.map(({ text }) => text).join(",")}]}`)]),
  );
}

function deliveryOf(visibleAt: Instant): Instant {
  return Math.ceil(visibleAt / EVERY_MS) * EVERY_MS;
}

/** `…/111122223333/CloudTrail/us-east-1/2026/03/01/111122223333_CloudTrail_us-east-1_20260301T0905Z_uniqueString.json.gz` */
function keyOf(folder: string, { record, visibleAt }: TrailEntry): string {
  const { recipientAccountId: account, awsRegion: region } = record;
  const at = new Date(deliveryOf(visibleAt)).toISOString();
  const minute = `${at.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  const unique = createHash("sha256").update(`${account} ${region} ${at}`).digest("hex").slice(0, 16);
  const day = at.slice(0, 10).replaceAll("-", "/");
  return `${folder}/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${minute}_${unique}.json.gz`;
}
