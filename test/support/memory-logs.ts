// Log files that lie nowhere: by their names, with what is in them.
import { gzipSync } from "node:zlib";
import { readLogFile } from "../../client/logs/read-log-file.ts";
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { wholeTrail } from "../../mock-aws/cloudtrail/trail.ts";
import type { World } from "../../mock-aws/world.ts";

export type Contents = Readonly<Record<string, Buffer | string>>;

/** Keeps count of how often each file is read. */
export function memoryLogs(contents: Contents): LogPlace & { readonly reads: Map<string, number> } {
  const reads = new Map<string, number>();
  return {
    name: "the memory",
    files: Object.entries(contents).map(([name, content]) => ({ name, bytes: content.length })),
    leftAside: {},
    troubles: [],
    atOnce: 2,
    reads,
    read(file, job) {
      reads.set(file.name, (reads.get(file.name) ?? 0) + 1);
      return readLogFile({ bytes: Buffer.from(contents[file.name] ?? "") }, job);
    },
    close: async () => undefined,
  };
}

/** What the local AWS's trail holds, as CloudTrail delivers it: a file for each account, Region and five minutes. */
export function trailFiles(world: World, prefix = ""): Record<string, Buffer> {
  const files = Map.groupBy(wholeTrail(world), ({ record: { recipientAccountId, awsRegion }, time }) => {
    const slot = new Date(Math.floor(time / 300_000) * 300_000).toISOString();
    const day = slot.slice(0, 10).replaceAll("-", "/");
    const name = `${recipientAccountId}_CloudTrail_${awsRegion}_${slot.replace(/[-:]/g, "").slice(0, 13)}Z_abc.json.gz`;
    return `${prefix}AWSLogs/${recipientAccountId}/CloudTrail/${awsRegion}/${day}/${name}`;
  });
  return Object.fromEntries(
    [...files].map(([name, entries]) => [name, gzipSync(`{"Records":[${entries.map(({ text }) => text).join(",")}]}`)]),
  );
}
