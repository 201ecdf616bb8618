// Where the trace reads CloudTrail, as configured: LookupEvents, or Athena with what it may still read for the incident today.
import type { Deps } from "./deps.ts";
import type { Trace } from "./ledger/ledger.ts";
import { lookupSource } from "./trace/lookup-source.ts";
import type { TrailSource } from "./trace/source.ts";

export type OpenedSource = {
  readonly source: TrailSource;
  /** What was read, by all walks of the day, for the ledger; nothing where reading costs nothing. */
  scanned(): Trace["scanned"];
};

export async function openSource(deps: Deps, before: Trace["scanned"]): Promise<OpenedSource> {
  const { places, config } = deps;
  if (!config.athena) return { source: lookupSource({ places, pace: deps }), scanned: () => undefined };
  const { openAthena } = await import("./trace/athena/open-athena.ts"); // With its client: most responders have no use for it.
  const day = new Date(deps.now()).toISOString().slice(0, 10);
  const already = before?.day === day ? before.bytes : 0;
  const source = await openAthena({ places, pace: deps, mostBytes: config.athena.mostBytesPerDay - already });
  return { source, scanned: () => ({ day, bytes: already + source.scanned() }) };
}
