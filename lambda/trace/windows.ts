// Which stretch of the trail is still to be read for a node, and how far it is read afterwards.
import type { Time } from "../model.ts";
import type { Behind, ReadState, TraceNode } from "./graph.ts";
import { isTemporary } from "./identity.ts";
import type { RegionPart } from "./source.ts";

/** The trail counts whole seconds, and clocks differ. */
const MARGIN_MS = 5_000;
/** How long after the end of a session something of it may still appear on the trail. */
const SETTLE_MS = 2 * 60 * 60_000;
/** No temporary credential lives longer: GetSessionToken and GetFederationToken give the longest. */
const LONGEST_MS = 36 * 60 * 60_000;

/** Each Region from where it was read last, and a little before: events come late. */
export function readFrom({ since, read }: TraceNode, overlapMs: number): (region: string) => Time {
  const earliest = Date.parse(since) - MARGIN_MS;
  return (region) => {
    const behind = read.behind[region];
    const through = behind ? behind.through : read.through;
    const from = through === undefined ? earliest : Math.max(earliest, Date.parse(through) - overlapMs);
    return iso(from);
  };
}

/** Nothing more can come of it. */
export function isEnded({ form, accessKeyId, issuedAt, expiresAt, since, read }: TraceNode): boolean {
  if (form === "jwt") return true;
  if (form !== "key" || !isTemporary(accessKeyId) || read.through === undefined) return false;
  const end = Date.parse(expiresAt ?? iso(Date.parse(issuedAt ?? since) + LONGEST_MS));
  return Object.keys(read.behind).length === 0 && Date.parse(read.through) >= end + SETTLE_MS;
}

type Reading = {
  readonly parts: readonly RegionPart[];
  from(region: string): Time;
  readonly to: Time;
};

/** Where too much was there for one reading, the older part stays to be read: a flood of calls hides nothing for long. */
export function afterReading(read: ReadState, { parts, from, to }: Reading): ReadState {
  if (parts.every(({ gap, readBackTo }) => gap !== undefined && readBackTo === undefined)) return read;
  const behind: Record<string, Behind> = { ...read.behind };
  for (const part of parts) {
    const { [part.region]: known } = read.behind;
    const left = part.gap === undefined ? leftOfWhole(known, to) : leftOfSome(read, part, { from, to });
    delete behind[part.region];
    if (left) behind[part.region] = left;
  }
  return { through: to, behind };
}

function leftOfWhole(known: Behind | undefined, to: Time): Behind | undefined {
  return known?.hole && { through: to, hole: known.hole };
}

/** What was read before is not read again for the sake of late events where there is too much of it. */
function leftOfSome(read: ReadState, { region, readBackTo }: RegionPart, { from, to }: Omit<Reading, "parts">) {
  const known = read.behind[region];
  const through = known ? known.through : read.through;
  if (readBackTo === undefined) {
    return { ...(through === undefined ? {} : { through }), ...(known?.hole ? { hole: known.hole } : {}) };
  }
  if (through !== undefined && readBackTo <= through) return leftOfWhole(known, to);
  return { through: to, hole: hull(known?.hole, { from: through ?? from(region), to: readBackTo }) };
}

export function afterHole(read: ReadState, part: RegionPart): ReadState {
  const { [part.region]: known, ...behind } = read.behind;
  if (!known?.hole || (part.gap !== undefined && part.readBackTo === undefined)) return read;
  if (part.gap === undefined) {
    const isLevel = known.through === undefined || read.through === undefined || known.through >= read.through;
    const { hole: _, ...rest } = known;
    return isLevel ? { ...read, behind } : { ...read, behind: { ...behind, [part.region]: rest } };
  }
  const earlier = iso(Math.min(Date.parse(part.readBackTo ?? known.hole.to), Date.parse(known.hole.to) - 1000));
  const hole = { from: known.hole.from, to: earlier };
  return { ...read, behind: { ...behind, [part.region]: { ...known, hole } } };
}

function hull(known: Behind["hole"], { from, to }: NonNullable<Behind["hole"]>): NonNullable<Behind["hole"]> {
  if (!known) return { from, to };
  return { from: known.from < from ? known.from : from, to: known.to > to ? known.to : to };
}

/** The answers to several questions about one node as one: a Region is as far as the question that is furthest behind. */
export function joinParts(readings: readonly (readonly RegionPart[])[]): readonly RegionPart[] {
  const byRegion = Map.groupBy(readings.flat(), ({ region }) => region);
  return [...byRegion].map(([region, parts]) => {
    const missing = parts.filter(({ gap }) => gap !== undefined);
    const [first] = missing;
    const calls = parts.flatMap((part) => part.calls);
    if (first?.gap === undefined) return { region, calls };
    const back = missing.map(({ readBackTo }) => readBackTo);
    const isKnown = back.every((time) => time !== undefined);
    const readBackTo = back.reduce((one = "", other = "") => (one > other ? one : other));
    return { region, calls, gap: first.gap, ...(isKnown && readBackTo !== undefined ? { readBackTo } : {}) };
  });
}

function iso(ms: number): Time {
  return new Date(ms).toISOString();
}
