// How much of a bundle is read at a cold start, and how much of it there is.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export type BundleSize = {
  /** Of the first file and of all that it imports: what is read before the first event. */
  readonly start: number;
  /** With what is loaded when it is asked for. Source maps are read for an error's stack alone. */
  readonly whole: number;
};

/** In bytes. */
export function bundleSize(folder: string): BundleSize {
  const files = readdirSync(folder).filter((file) => file.endsWith(".mjs"));
  return { start: sum(folder, startingFiles(folder)), whole: sum(folder, files) };
}

/** Names of the first file and of all that it imports. */
export function startingFiles(folder: string): readonly string[] {
  const found = new Set(["index.mjs"]);
  for (const file of found) for (const imported of importsOf(join(folder, file))) found.add(imported); // Also of those added.
  return [...found];
}

/** As esbuild writes them; an `import()` has a bracket. */
function importsOf(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)].flatMap(
    ([, name]) => name ?? [],
  );
}

function sum(folder: string, files: readonly string[]): number {
  return files.reduce((bytes, file) => bytes + statSync(join(folder, file)).size, 0);
}
