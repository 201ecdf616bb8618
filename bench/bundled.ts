// Handlers as they are uploaded, for benchmarks that start them: made once in a process, for all benchmarks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf } from "../lambda/config/deployed.ts";
import { writeBundle } from "../lib/write-bundle.ts";
import { MEASURED_CONFIG } from "./measured-config.ts";

const made = new Map<string, Promise<string>>();

/** The folder of the handler's bundle, made for the configuration that is measured; the handler by its path from `bench/`. */
export function bundled(handler: string): Promise<string> {
  const folder = made.get(handler) ?? make(handler);
  made.set(handler, folder);
  return folder;
}

async function make(handler: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bench-bundle-"));
  await writeBundle(fileURLToPath(new URL(handler, import.meta.url)), folder, digestOf(MEASURED_CONFIG));
  return folder;
}

export async function removeBundles(): Promise<void> {
  const folders = await Promise.allSettled(made.values());
  made.clear();
  for (const one of folders) if (one.status === "fulfilled") rmSync(one.value, { recursive: true, force: true });
}
