// Log files in a bucket, as CloudTrail delivers them there: `s3://BUCKET/PREFIX`.
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import type { LogFinding, LogJob } from "../../lambda/trace/log-files/log-finding.ts";
import type { LogFile, LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { readLog } from "../../lambda/trace/log-files/log-reading.ts";
import type { LogWorkers } from "./log-workers.ts";
import { placeOfFiles } from "./place-of-files.ts";

export const BUCKET_PERMISSIONS = ["s3:ListBucket", "s3:GetObject"] as const;

/** Larger objects go by a file of their own, which is removed again. */
const MOST_IN_MEMORY = 32 * 1024 * 1024;

export type BucketPrefix = { readonly Bucket: string; readonly Prefix: string };

/** Rejects where the bucket cannot be listed. */
export async function bucketPlace(s3: S3Client, { Bucket, Prefix }: BucketPrefix, threads?: number): Promise<LogPlace> {
  const files: LogFile[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
    for (const { Key, Size } of page.Contents ?? []) {
      if (Key !== undefined && !Key.endsWith("/")) files.push({ name: `s3://${Bucket}/${Key}`, bytes: Size ?? 0 });
    }
  }
  const name = `s3://${Bucket}/${Prefix}`;
  const keyOf = (file: LogFile) => file.name.slice(`s3://${Bucket}/`.length);
  return placeOfFiles(
    {
      name,
      files,
      troubles: [],
      read: (file, job, workers) => readObject(s3, { Bucket, Key: keyOf(file) }, job, workers),
    },
    threads,
  );
}

type Place = { readonly Bucket: string; readonly Key: string };

async function readObject(s3: S3Client, place: Place, job: LogJob, workers: LogWorkers): Promise<LogFinding> {
  try {
    const { Body, ContentLength = 0 } = await s3.send(new GetObjectCommand(place));
    if (!Body) throw new Error("S3 has sent nothing.");
    if (ContentLength <= MOST_IN_MEMORY) return await workers.read({ bytes: await Body.transformToByteArray() }, job);
    const folder = await mkdtemp(join(tmpdir(), "responder-log-"));
    const path = join(folder, "object");
    try {
      await pipeline(
        Body instanceof Readable ? Body : Readable.fromWeb(Body.transformToWebStream() as never),
        createWriteStream(path, { mode: 0o600 }),
      );
      return await workers.read({ path, size: ContentLength }, job);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    const because = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ...readLog(job).finding(), troubles: [`could not be fetched: ${because}`] };
  }
}
