// Which stretch of the trail is still to be read for a node, and how far it is read afterwards.
//
// A reading takes the newest calls first. Where a Region has more of them than one takes, a hole is left, for a later walk:
//
//   since ─── read before ───▶ through ░░░ hole ░░░ readBackTo ─── read now ───▶ to
//
// A node's Regions are all read up to `read.through`, but for those in `read.behind`: each has a `through` of its own, or a
// hole, or both.
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
    const { through } = stateOf(read, region);
    return iso(through === undefined ? earliest : Math.max(earliest, Date.parse(through) - overlapMs));
  };
}

function stateOf({ through, behind }: ReadState, region: string): Behind {
  return behind[region] ?? (through === undefined ? {} : { through });
}

/** Nothing more can come of it. */
export function isEnded({ form, accessKeyId, issuedAt, expiresAt, since, read }: TraceNode): boolean {
  if (form === "jwt") return true;
  if (form !== "key" || !isTemporary(accessKeyId) || read.through === undefined) return false;
  const end = Date.parse(expiresAt ?? iso(Date.parse(issuedAt ?? since) + LONGEST_MS));
  return Object.keys(read.behind).length === 0 && Date.parse(read.through) >= end + SETTLE_MS;
}

type Hole = NonNullable<Behind["hole"]>;

type Reading = {
  readonly parts: readonly RegionPart[];
  from(region: string): Time;
  readonly to: Time;
};

/** Where too much was there for one reading, the older part stays to be read: a flood of calls hides nothing for long. */
export function afterReading(read: ReadState, { parts, from, to }: Reading): ReadState {
  if (parts.every(isNothing)) return read;
  const behind: Record<string, Behind> = { ...read.behind };
  for (const part of parts) {
    const before = stateOf(read, part.region);
    delete behind[part.region];
    if (isNothing(part)) {
      behind[part.region] = before;
      continue;
    }
    const hole = holeAfter(before, part, from(part.region));
    if (hole) behind[part.region] = { through: to, hole };
  }
  return { through: to, behind };
}

/** The Region could not be read at all. */
function isNothing({ gap, readBackTo }: RegionPart): boolean {
  return gap !== undefined && readBackTo === undefined;
}

function holeAfter({ through, hole }: Behind, { gap, readBackTo }: RegionPart, from: Time): Hole | undefined {
  if (gap === undefined || readBackTo === undefined) return hole;
  // What is missing was read before: for the sake of late events it is not read again where there is too much of it.
  if (through !== undefined && readBackTo <= through) return hole;
  return hull(hole, { from: through ?? from, to: readBackTo });
}

/** `part`: what a reading of the Region's hole has given. It is read from its newest end too. */
export function afterHole(read: ReadState, part: RegionPart): ReadState {
  const { [part.region]: known, ...others } = read.behind;
  if (!known?.hole || isNothing(part)) return read;
  const { hole, ...rest } = known;
  if (part.gap !== undefined) {
    return { ...read, behind: { ...others, [part.region]: { ...rest, hole: shortened(hole, part.readBackTo) } } };
  }
  const isLevel = rest.through === undefined || read.through === undefined || rest.through >= read.through;
  return { ...read, behind: isLevel ? others : { ...others, [part.region]: rest } };
}

/** By a second at least: more calls than one reading takes may lie in one second, and the next ones must get further. */
function shortened({ from, to }: Hole, readBackTo: Time = to): Hole {
  return { from, to: iso(Math.min(Date.parse(readBackTo), Date.parse(to) - 1000)) };
}

/** One stretch for both, and what lies between them. */
function hull(known: Hole | undefined, { from, to }: Hole): Hole {
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
