// Events shaped as the sources send them: those that report a leak, those that report none, those that cannot be read.
import { readdirSync, readFileSync } from "node:fs";

export type EventFixture = { readonly name: string; readonly event: Readonly<Record<string, unknown>> };

const FOLDER = new URL("../../fixtures/events/", import.meta.url);

export function eventFixtures(kind: "leaks" | "no-leaks" | "unreadable"): readonly EventFixture[] {
  const folder = new URL(`${kind}/`, FOLDER);
  return readdirSync(folder).map((file) => ({
    name: file.replace(/\.json$/, ""),
    event: JSON.parse(readFileSync(new URL(file, folder), "utf8")),
  }));
}
