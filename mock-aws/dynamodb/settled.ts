// Waiting until dynalite has a table in its lasting state: its changes end at the next turn of the event loop.
import { setTimeout as turn } from "node:timers/promises";
import type { Call } from "../operation.ts";
import { engineFor, plainName } from "./run.ts";

const ON_THE_WAY = new Set<unknown>(["CREATING", "UPDATING", "DELETING"]);

/** So that the caller's next request finds the table as it will be, on a still clock too. */
export async function settled(table: unknown, call: Call): Promise<void> {
  const name = plainName(String(table), call);
  while (ON_THE_WAY.has(engineFor(call).table(name)?.["TableStatus"])) await turn(1);
}
