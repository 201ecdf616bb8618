// Asking AWS for the evidence of a containment: first the simulator, then, at its times, the trail.
import { deadAnew, deadSince, deniedIn } from "./dead-since.ts";
import type { Deps } from "./deps.ts";
import type { TrailReading } from "./evidence.ts";
import type { Incident, IncidentStep } from "./incident.ts";
import { isHeld } from "./is-held.ts";
import { alertKey } from "./ledger/fold.ts";
import type { Time } from "./model.ts";
import { notContained } from "./not-contained.ts";
import type { DeadKey, Evidence } from "./prove.ts";
import { regionOfRecord } from "./record-region.ts";
import { trailGaps } from "./residual/trail-gaps.ts";
import { kindOf } from "./step/index.ts";
import type { Holding, Step } from "./steps.ts";
import { enabledRegions, lookUpEverywhere } from "./trace/lookup-events.ts";

/** Undefined where there is nothing new to ask yet. The steps hold: whoever calls this has just seen to it. */
export async function gatherEvidence(deps: Deps, incident: Incident, read: boolean): Promise<Evidence | undefined> {
  const isNew = incident.proof === "none" || incident.proof === "in-place";
  if (!isNew && !read) return undefined;
  const steps = incident.steps.filter(({ status }) => status === "applied");
  const keys = keysOf(incident);
  const notEffective = await whyNotEffective(deps, steps);
  return {
    cutoff: incident.cutoff,
    keys,
    notContained: [
      ...(deps.config.trace ? [] : [NOT_FOLLOWED]),
      ...(isHeld(incident) ? ["The incident's roles are held: the intruder may still be there."] : []),
      ...notContained(incident, deps.now()),
    ],
    ownWrites: steps.flatMap(({ requestIds }) => requestIds.at(-1) ?? []),
    settleSeconds: deps.config.settleSeconds,
    ...(notEffective === undefined ? {} : { notEffective }),
    ...(read ? { trail: await readTrail(deps, incident, keys) } : {}),
  };
}

const NOT_FOLLOWED = "The configuration does not follow what was opened with a leaked credential (trace).";

/** Of every alert that names one; a credential that no step reaches is told by `notContained`, or had ended. */
function keysOf(incident: Incident): Evidence["keys"] {
  const keys = new Map<string, DeadKey>();
  for (const alert of incident.alerts) {
    if (alert.accessKeyId === undefined || alert.sample || incident.verdicts[alertKey(alert)]?.type !== "contain")
      continue;
    const since = deadSince(incident, alert) ?? incident.cutoff;
    const { accessKeyId, account = incident.account } = alert;
    const known = keys.get(accessKeyId);
    if (known && Date.parse(since) >= Date.parse(known.deadSince)) continue;
    const by = { deadSince: since, deadAnew: deadAnew(incident, alert) ?? since, deniedIn: deniedIn(incident, alert) };
    keys.set(accessKeyId, { accessKeyId, account, ...by });
  }
  return [...keys.values()];
}

async function whyNotEffective({ places }: Deps, steps: readonly IncidentStep[]): Promise<string | undefined> {
  const found = await Promise.all(
    steps.map(async ({ step }): Promise<Holding> => {
      try {
        const aws = await places.aws(step.account);
        if (!aws) throw new Error(`the account ${step.account} is not served`);
        return await kindOf(step).effective(aws, step);
      } catch (error) {
        const { message } = error instanceof Error ? error : new Error(String(error));
        return { holds: false, because: `The policy simulator could not be asked: ${message}` };
      }
    }),
  );
  return found.flatMap((holding) => (holding.holds ? [] : [holding.because]))[0];
}

const MINUTE = 60_000;

/** Often while it is new, then less: the trail is some five minutes late, and each reading costs calls in every Region. */
export function isTimeToRead({ now, config }: Deps, incident: Incident): boolean {
  const first = Date.parse(incident.containedAt ?? incident.openedAt);
  const contained = lastContained(incident) ?? first;
  const age = now() - Math.max(contained, Date.parse(incident.cutoff));
  const settled = config.settleSeconds * 1000;
  const every = age < 30 * MINUTE ? 5 * MINUTE : age < settled + 30 * MINUTE ? 15 * MINUTE : 60 * MINUTE;
  const { readThrough } = incident.evidence ?? {};
  // Whoever undoes a step each minute does not keep the first reading away.
  const last = readThrough === undefined ? Math.min(contained, first + MINUTE) : Date.parse(readThrough);
  return now() - last >= every;
}

/** Cutoffs that move each minute, while roles are held, are nothing new. */
function lastContained({ entries }: Incident): number | undefined {
  const last = entries.findLast((entry) => entry.type === "step-applied" && entry.why !== "hold");
  return last && Date.parse(last.at);
}

/** What the keys of the incident have done since they should be dead, everywhere; and our own writes, where they are recorded. */
async function readTrail(deps: Deps, incident: Incident, keys: readonly DeadKey[]): Promise<TrailReading> {
  const through = new Date(deps.now()).toISOString();
  const byAccount = Map.groupBy(keys, ({ account }) => account);
  const accounts = byAccount.size > 0 ? [...byAccount] : [[incident.account, []] as const];
  const readings = await Promise.all(accounts.map(([account, some]) => readAccount(deps, account, some, through)));
  const own = await lookUpOwnWrites(deps, incident);
  const trace = await deps.ledger.readTrace(incident.id);
  return {
    events: [...readings, ...own].flatMap(({ events }) => events),
    regions: [...new Set(readings.flatMap(({ regions }) => regions))].sort(),
    through,
    ...(trace ? { followed: trace.through } : {}),
    gaps: [
      ...new Set(
        [...readings, ...own, trace ?? NOT_TRACED].flatMap(({ gaps }) => gaps).concat(trailGaps(incident.residual)),
      ),
    ],
  };
}

/** In every Region of the account; its gaps say which could not be read. */
async function readAccount(
  deps: Deps,
  account: string,
  keys: readonly DeadKey[],
  through: Time,
): Promise<TrailReading> {
  const aws = await deps.places.aws(account).catch((error: Error) => error);
  const regions =
    aws === undefined || aws instanceof Error ? aws : await enabledRegions(aws).catch((error: Error) => error);
  if (aws === undefined || aws instanceof Error || regions === undefined || regions instanceof Error) {
    const because = regions instanceof Error ? regions.message : `the account ${account} is not served`;
    return { events: [], regions: [], through, gaps: [`The account's Regions could not be listed: ${because}`] };
  }
  const readings: TrailReading[] = [];
  for (const { accessKeyId: value, deadSince: from } of keys) {
    if (Date.parse(from) >= Date.parse(through)) continue; // It is not to be dead yet.
    readings.push(await lookUpEverywhere(aws, regions, { attribute: "AccessKeyId", value, from, to: through }, deps));
  }
  return {
    events: readings.flatMap(({ events }) => events),
    regions: regions.filter((region) => readings.every((reading) => reading.regions.includes(region))),
    through,
    gaps: readings.flatMap(({ gaps }) => gaps),
  };
}

const NOT_TRACED = { gaps: ["What the leaked credential has opened is not known: nobody has followed it yet."] };

/** Around the times of the last writes, with room for clocks that differ; one search for all steps of a kind and place. */
async function lookUpOwnWrites(deps: Deps, incident: Incident): Promise<readonly TrailReading[]> {
  const searches = new Map<string, { readonly step: Step; readonly value: string; readonly written: number }>();
  for (const { step, status, appliedAt, requestIds } of incident.steps) {
    if (status !== "applied" || requestIds.length === 0) continue;
    const written = Date.parse(appliedAt);
    for (const value of kindOf(step).recordedAs) {
      searches.set([step.account, regionOfRecord(step), value, appliedAt].join(" "), { step, value, written });
    }
  }
  const readings: TrailReading[] = [];
  for (const { step, value, written } of searches.values()) {
    const [from = "", to = ""] = [written - 5 * MINUTE, written + 5 * MINUTE].map((ms) => new Date(ms).toISOString());
    const aws = await deps.places.aws(step.account);
    const lookup = { attribute: "EventName", value, from, to } as const;
    if (aws) readings.push(await lookUpEverywhere(aws, [regionOfRecord(step)], lookup, deps));
  }
  return readings;
}
