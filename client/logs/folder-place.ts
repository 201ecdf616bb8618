// Log files in a folder and the folders within it, or one file.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { LogFile, LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { placeOfFiles } from "./place-of-files.ts";

type Noted = { readonly troubles: string[]; readonly leftAside: string[] };

const LINK = "links, which may lead in a circle";
const NO_FILE = "neither a file nor a folder";

/** Rejects where there is nothing at the path. */
export async function folderPlace(path: string, threads?: number): Promise<LogPlace> {
  const noted: Noted = { troubles: [], leftAside: [] };
  const at = await stat(path);
  const files = at.isDirectory() ? await Promise.all((await pathsIn(path, noted)).map(fileAt)) : [];
  if (at.isFile()) files.push({ name: path, bytes: at.size });
  else if (!at.isDirectory()) noted.leftAside.push(NO_FILE); // A pipe: it cannot be read twice.
  return placeOfFiles(
    {
      name: path,
      files,
      ...noted,
      isOneFile: at.isFile(),
      read: (file, job, workers) => workers.read({ path: file.name, size: file.bytes }, job),
    },
    threads,
  );
}

async function pathsIn(folder: string, noted: Noted): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const within = await Promise.all(
      entries.map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return pathsIn(path, noted);
        if (!entry.isFile()) noted.leftAside.push(entry.isSymbolicLink() ? LINK : NO_FILE);
        return entry.isFile() ? [path] : [];
      }),
    );
    return within.flat();
  } catch (error) {
    noted.troubles.push(`The folder ${folder} could not be listed: ${error instanceof Error ? error.message : error}.`);
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
