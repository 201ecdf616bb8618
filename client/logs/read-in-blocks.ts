// A log file that is too large for one piece, or broken: block by block, as far as it goes.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { LogFinding } from "../../lambda/trace/log-files/log-finding.ts";
import type { LogReading } from "../../lambda/trace/log-files/log-reading.ts";
import { isPacked, type LogBytes } from "./log-bytes.ts";

const BLOCK = 8 * 1024 * 1024;

/** Never rejects: what is wrong is among the troubles. */
export async function readInBlocks(from: LogBytes, reading: LogReading): Promise<LogFinding> {
  const source = "path" in from ? createReadStream(from.path, { highWaterMark: 1024 * 1024 }) : piecesOf(from.bytes);
  const blocks = gather(reading);
  const trouble = await new Promise<string | undefined>((resolve) => {
    const failed = (error: unknown) => resolve(`breaks off: ${error instanceof Error ? error.message : error}`);
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
