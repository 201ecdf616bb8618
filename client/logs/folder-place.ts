// Log files in a folder and the folders within it, or one file.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { LogFile, LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { placeOfFiles } from "./place-of-files.ts";

/** Rejects where there is nothing at the path. */
export async function folderPlace(path: string, threads?: number): Promise<LogPlace> {
  const troubles: string[] = [];
  const at = await stat(path);
  const paths = at.isDirectory() ? await pathsIn(path, troubles) : undefined;
  const files = paths ? await Promise.all(paths.map(fileAt)) : [{ name: path, bytes: at.size }];
  return placeOfFiles(
    {
      name: path,
      files,
      troubles,
      read: (file, job, workers) => workers.read({ path: file.name, size: file.bytes }, job),
    },
    threads,
  );
}

/** Links are not followed: they may lead in a circle. */
async function pathsIn(folder: string, troubles: string[]): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const within = await Promise.all(
      entries.map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return pathsIn(path, troubles);
        return entry.isFile() ? [path] : [];
      }),
    );
    return within.flat();
  } catch (error) {
    troubles.push(`The folder ${folder} could not be listed: ${error instanceof Error ? error.message : error}.`);
    return [];
  }
}

async function fileAt(name: string): Promise<LogFile> {
  return {
    name,
    bytes: await stat(name).then(
      ({ size }) => size,
      () => 0,
    ),
  };
}
