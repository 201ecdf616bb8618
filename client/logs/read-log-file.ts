// One log file, packed or not, read within bounded memory, whatever it holds.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { LogFinding, LogJob } from "../../lambda/trace/log-files/log-finding.ts";
import { readLog } from "../../lambda/trace/log-files/log-reading.ts";
import { utf16Of } from "../../lambda/trace/log-files/text-encoding.ts";
import { isPacked, type LogBytes } from "./log-bytes.ts";

/** CloudTrail delivers a few megabytes. What is larger is read block by block, and a packed bomb is nothing else. */
const MOST_PACKED = 32 * 1024 * 1024;
const MOST_WHOLE = 64 * 1024 * 1024;
/** CloudWatch Logs packs what it sends to a subscription, and Firehose at its owner's wish packs that again. */
const MOST_TIMES_PACKED = 2;

/** Never rejects: what is wrong is among the troubles. */
export async function readLogFile(from: LogBytes, job: LogJob): Promise<LogFinding> {
  try {
    const bytes = bytesOf(from);
    const whole = bytes && unpacked(bytes);
    const reading = readLog(job);
    if (whole) {
      reading.read(inUtf8(whole), true);
      if (whole !== bytes) release(whole);
      return reading.finding();
    }
    const { readInBlocks } = await import("./read-in-blocks.ts"); // Streams take a thread long to load.
    return await readInBlocks(bytes ? { bytes } : from, reading);
  } catch (error) {
    return { ...readLog(job).finding(), troubles: [`could not be read: ${reasonOf(error)}`] };
  }
}

/** Nothing where there is too much of it. It is a thread's own work: nobody waits beside it. */
function bytesOf(from: LogBytes): Buffer | undefined {
  if ("bytes" in from) return Buffer.from(from.bytes.buffer, from.bytes.byteOffset, from.bytes.byteLength);
  return from.size > MOST_PACKED ? undefined : readFileSync(from.path);
}

/** Nothing where it is too large, or broken: then the blocks show how far it can be read. */
function unpacked(bytes: Buffer, times = MOST_TIMES_PACKED): Buffer | undefined {
  if (!isPacked(bytes)) return bytes.length > MOST_WHOLE ? undefined : bytes;
  if (times === 0) return undefined;
  try {
    const within = gunzipSync(bytes, { maxOutputLength: MOST_WHOLE, chunkSize: lengthIn(bytes) });
    return unpacked(within, times - 1);
  } catch {
    return undefined;
  }
}

function inUtf8(bytes: Buffer): Buffer {
  const encoding = utf16Of(bytes);
  return encoding ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes;
}

/** At once: a thread that leaves it to the garbage collector is given other memory each time, which the kernel has to clear. */
function release({ buffer, length }: Buffer): void {
  if (length > Buffer.poolSize && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** A gzip file ends with its length when unpacked: one piece of that size is twice as fast as many small ones. */
function lengthIn(bytes: Buffer): number {
  const said = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return Math.min(Math.max(said + 64, 64 * 1024), MOST_WHOLE);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
