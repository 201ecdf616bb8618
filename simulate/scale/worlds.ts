// The worlds that are simulated: a thousand incidents at once, in as many accounts or in one, before and after what is done about it.
import type { Doing, Measured } from "./measure.ts";
import type { StormWorld } from "./storm.ts";
import type { Look, WatchWorld } from "./watch.ts";

type Named<W> = W & { readonly name: string };

/** "At 1,769 MB, a function has the equivalent of one vCPU": https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_A_CORE = 1769;

/** Assumed: AWS promises none of them. A core of Lambda is taken to be as fast as the one that was measured on. */
export const ASSUMED = {
  ledgerMs: 6,
  iamMs: 60,
  lookupMs: 300,
  iamWritesPerSecond: 10,
  regions: 20,
};

/** The Regions that every account has, in which everything was measured. */
const MEASURED_REGIONS = 17;

/** Reading takes its time in each Region. Calls count as though each had to wait for the one before it. */
function lookOf(measured: Measured, doing: Doing): Look {
  const { cpuMs, ledgerCalls, iamReads, iamWrites, others, lookupsInOneRegion } = measured[doing];
  const share = lookupsInOneRegion === 0 ? 1 : ASSUMED.regions / MEASURED_REGIONS;
  const calls = iamReads + iamWrites + Math.min(1, others); // Regions are asked side by side.
  return {
    cpuMs: cpuMs * share,
    waitMs: ledgerCalls * ASSUMED.ledgerMs + calls * ASSUMED.iamMs,
    lookups: Math.round(lookupsInOneRegion),
  };
}

/** A beat that reads has looked twice: before, and as the first of what it does then. */
function besides({ cpuMs, waitMs, lookups }: Look, quiet: Look): Look {
  return { cpuMs: Math.max(0, cpuMs - 2 * quiet.cpuMs), waitMs: Math.max(0, waitMs - 2 * quiet.waitMs), lookups };
}

type How = Pick<WatchWorld, "core" | "beginsForMs" | "looksForMs">;

export function watchWorlds(measured: Measured, seed: number, scale = 1): readonly Named<WatchWorld>[] {
  const { ledgerMs, lookupMs } = ASSUMED;
  const quiet = lookOf(measured, "quiet beat");
  const looks = {
    first: besides(lookOf(measured, "first beat"), quiet),
    quiet,
    reading: besides(lookOf(measured, "reading beat"), quiet),
  };
  const without = { core: 512 / MB_A_CORE, beginsForMs: Number.POSITIVE_INFINITY };
  const inTurn = { core: 1, beginsForMs: 50_000 };
  const now = { ...inTurn, looksForMs: 25_000 };
  const world = (incidents: number, accounts: number, name: string, how: How) => {
    const size = { incidents: Math.ceil(incidents * scale), accounts: Math.ceil(accounts * scale) };
    return { name, ...size, ...how, looks, ledgerMs, lookupMs, seed };
  };
  return [
    world(1_000, 1_000, "1,000 accounts, without", without),
    world(1_000, 1_000, "1,000 accounts, in turn", inTurn),
    world(1_000, 1_000, "1,000 accounts", now),
    world(1_000, 50, "50 accounts, without", without),
    world(1_000, 50, "50 accounts, in turn", inTurn),
    world(1_000, 50, "50 accounts", now),
    world(1_000, 1, "one account, without", without),
    world(1_000, 1, "one account, in turn", inTurn),
    world(1_000, 1, "one account", now),
    world(10_000, 10_000, "10,000 incidents and accounts, in turn", inTurn),
    world(10_000, 10_000, "10,000 incidents and accounts", now),
  ];
}

export function stormWorlds(measured: Measured, seed: number, scale = 1): readonly Named<StormWorld>[] {
  const { cpuMs, ledgerCalls } = measured["first alert"];
  const { iamMs, ledgerMs, iamWritesPerSecond } = ASSUMED;
  const each = { cpuMs, core: 1, iamMs, afterMs: iamMs + ledgerCalls * ledgerMs, seed };
  const world = (accounts: number, concurrency: number, writes: number, name: string) => {
    const size = { alerts: Math.ceil(1_000 * scale), accounts: Math.ceil(accounts * scale) };
    return { name, ...size, ...each, concurrency, iamWritesPerSecond: writes };
  };
  return [
    world(1_000, 20, iamWritesPerSecond, "1,000 accounts, 20 reserved"),
    world(1_000, 100, iamWritesPerSecond, "1,000 accounts, 100 reserved"),
    world(1, 1_000, iamWritesPerSecond, "one account, nothing reserved"),
    world(1, 20, iamWritesPerSecond, "one account, 20 reserved"),
    world(1, 1_000, 3, "one account of 3 writes a second, nothing reserved"),
    world(1, 20, 3, "one account of 3 writes a second, 20 reserved"),
  ];
}
