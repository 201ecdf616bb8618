// One log file, packed or not, read within bounded memory, whatever it holds.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";
import type { LogFinding, LogJob } from "../../lambda/trace/log-files/log-finding.ts";
import { type LogReading, readLog } from "../../lambda/trace/log-files/log-reading.ts";

/** Where it lies, or what was fetched of it. */
export type LogBytes = { readonly path: string } | { readonly bytes: Uint8Array };

/** CloudTrail delivers a few megabytes. What is larger is read block by block, and a packed bomb is nothing else. */
const MOST_PACKED = 32 * 1024 * 1024;
const MOST_WHOLE = 64 * 1024 * 1024;
const BLOCK = 8 * 1024 * 1024;

/** Never rejects: what is wrong is among the troubles. */
export async function readLogFile(from: LogBytes, job: LogJob): Promise<LogFinding> {
  try {
    const bytes = await bytesOf(from);
    const whole = bytes && unpacked(bytes);
    if (!whole) return await readInBlocks(bytes ? { bytes } : from, job);
    const reading = readLog(job);
    reading.read(whole, true);
    return reading.finding();
  } catch (error) {
    return { ...readLog(job).finding(), troubles: [`could not be read: ${reasonOf(error)}`] };
  }
}

async function bytesOf(from: LogBytes): Promise<Buffer | undefined> {
  if ("bytes" in from) return Buffer.from(from.bytes.buffer, from.bytes.byteOffset, from.bytes.byteLength);
  const { size } = await stat(from.path);
  return size > MOST_PACKED ? undefined : readFile(from.path);
}

/** Nothing where it is too large, or broken: then the blocks show how far it can be read. */
function unpacked(bytes: Buffer): Buffer | undefined {
  if (!isPacked(bytes)) return bytes.length > MOST_WHOLE ? undefined : bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_WHOLE, chunkSize: lengthIn(bytes) });
  } catch {
    return undefined;
  }
}

/** https://datatracker.ietf.org/doc/html/rfc1952#section-2.3.1 */
function isPacked(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** A gzip file ends with its length when unpacked: one piece of that size is twice as fast as many small ones. */
function lengthIn(bytes: Buffer): number {
  const said = bytes.length < 18 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return Math.min(Math.max(said + 64, 64 * 1024), MOST_WHOLE);
}

async function readInBlocks(from: LogBytes, job: LogJob): Promise<LogFinding> {
  const source = "path" in from ? createReadStream(from.path, { highWaterMark: 1024 * 1024 }) : piecesOf(from.bytes);
  const reading = readLog(job);
  const blocks = gather(reading);
  const trouble = await new Promise<string | undefined>((resolve) => {
    const failed = (error: unknown) => resolve(`breaks off: ${reasonOf(error)}`);
    let into: NodeJS.WritableStream | undefined;
    source.on("error", failed);
    source.on("end", () => (into ? into.end() : resolve(undefined)));
    source.once("data", (first: Buffer) => {
      if (!isPacked(first)) {
        source.on("data", blocks.add);
        blocks.add(first);
        return;
      }
      // What was unpacked before it breaks counts: 'data' comes before 'error', which the iterator does not promise.
      const gunzip = createGunzip(); // In small pieces: the one in which it breaks is lost.
      gunzip
        .on("data", blocks.add)
        .on("error", failed)
        .on("end", () => resolve(undefined));
      gunzip.write(first);
      into = gunzip;
      source.pipe(gunzip, { end: false });
    });
  });
  source.destroy();
  blocks.end();
  const finding = reading.finding();
  return trouble === undefined ? finding : { ...finding, troubles: [trouble, ...finding.troubles] };
}

function piecesOf(bytes: Uint8Array): Readable {
  const size = 1024 * 1024;
  const count = Math.ceil(bytes.length / size);
  return Readable.from(Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)));
}

function gather(reading: LogReading): { add(piece: Buffer): void; end(): void } {
  let pieces: Buffer[] = [];
  let length = 0;
  function flush(isLast: boolean): void {
    reading.read(Buffer.concat(pieces), isLast);
    pieces = [];
    length = 0;
  }
  return {
    add(piece) {
      pieces.push(piece);
      length += piece.length;
      if (length >= BLOCK) flush(false);
    },
    end: () => flush(true),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
