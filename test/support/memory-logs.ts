// Log files that lie nowhere: by their names, with what is in them.
import { readLogFile } from "../../client/logs/read-log-file.ts";
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { logFiles } from "../../mock-aws/cloudtrail/log-files.ts";
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

/** All that the local AWS's trail holds, as CloudTrail delivers it. */
export function trailFiles(world: World, prefix = ""): Record<string, Buffer> {
  return Object.fromEntries(logFiles(wholeTrail(world), `${prefix}AWSLogs`));
}
