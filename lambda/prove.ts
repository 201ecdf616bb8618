// Evidence → proof. "Contained" is a claim; this says how much of it is shown, and what is missing for more.
import { callName, outcomeOf } from "./call-outcome.ts";
import type { DenyingPolicy } from "./dead-since.ts";
import type { ObservedCall, Proof, TrailReading } from "./evidence.ts";
import type { Time } from "./model.ts";

export type Evidence = {
  /** The last one of the incident: silence counts from there. */
  readonly cutoff: Time;
  /** The keys of the incident, and from when on each should be refused. */
  readonly keys: readonly DeadKey[];
  /** AWS's ids of our own last writes; none where the deny stood already. */
  readonly ownWrites: readonly string[];
  /** Why the deny is not in place; undefined: it is. */
  readonly notInPlace?: string;
  /** Why the simulator does not find it effective; undefined: it does. */
  readonly notEffective?: string;
  /** Missing until the trail was first read. */
  readonly trail?: TrailReading;
  readonly settleSeconds: number;
  /** Who belongs to the incident and is not contained, in words. */
  readonly notContained?: readonly string[];
};

/** `account`: where its calls are recorded. `deadAnew`: since what denies it was last put in place. `deniedIn`: where that stands. */
export type DeadKey = {
  readonly accessKeyId: string;
  readonly account: string;
  readonly deadSince: Time;
  readonly deadAnew: Time;
  readonly deniedIn: readonly DenyingPolicy[];
};

const MOST_SHOWN = 10;

/** Calls of a key count from when it should be refused; before that the deny was still on its way. */
export function prove(evidence: Evidence): Proof {
  const { notInPlace, notEffective, trail } = evidence;
  const none = { denied: 0, unstoppable: 0, allowed: [] };
  if (notInPlace !== undefined) return { level: "none", missing: [notInPlace], ...none };
  if (!trail) {
    const level = notEffective === undefined ? "effective" : "in-place";
    return { level, missing: [notEffective ?? "CloudTrail has not been read yet."], ...none };
  }
  const calls = callsOfTheDead(evidence, trail);
  const allowed = calls.filter(({ outcome }) => outcome === "allowed");
  const denied = calls.filter(({ outcome }) => outcome === "denied");
  const unstopped = firstUnstopped(allowed, denied, evidence.keys);
  const own = trail.events.find(({ requestId }) => requestId !== undefined && evidence.ownWrites.includes(requestId));
  const missing = whatIsMissing(evidence, trail, allowed[0], unstopped, own !== undefined);
  return {
    level: levelOf(evidence, trail, allowed[0], unstopped, missing),
    missing,
    ...(own ? { ownWrite: { eventId: own.eventId, at: own.at } } : {}),
    denied: denied.length,
    unstoppable: calls.filter(({ outcome }) => outcome === "unstoppable").length,
    allowed: allowed.slice(0, MOST_SHOWN),
    ...(denied[0] ? { lastDenied: denied[0] } : {}),
    readThrough: trail.through,
    regions: trail.regions.length,
    asked: { keys: evidence.keys.map(({ accessKeyId }) => accessKeyId), regions: trail.regions },
  };
}

/** Newest first. */
function callsOfTheDead({ keys }: Evidence, { events }: TrailReading): readonly ObservedCall[] {
  const dead = new Map(keys.map((key) => [key.accessKeyId, key]));
  return events
    .flatMap((event): ObservedCall[] => {
      const { accessKeyId } = event;
      const key = accessKeyId === undefined ? undefined : dead.get(accessKeyId);
      if (accessKeyId === undefined || !key || Date.parse(event.at) < Date.parse(key.deadSince)) return [];
      const call = callName(event.source, event.name);
      const { eventId, at, region, errorCode, errorMessage = "" } = event;
      const explicit = key.deniedIn.some((policy) => errorMessage.includes(`explicit deny in ${policy}`));
      return [{ eventId, at, region, call, accessKeyId, outcome: outcomeOf(call, errorCode), explicit }];
    })
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

function levelOf(
  evidence: Evidence,
  trail: TrailReading,
  lastAllowed: ObservedCall | undefined,
  unstopped: Unstopped | undefined,
  missing: readonly string[],
): Proof["level"] {
  if (unstopped && !hasSettled(evidence, trail, unstopped.call)) return "leaking";
  if (!hasSettled(evidence, trail, lastAllowed)) return evidence.notEffective === undefined ? "effective" : "in-place";
  return missing.length === 0 ? "proven" : "unproven";
}

type Unstopped = { readonly call: ObservedCall; readonly why: string };

function firstUnstopped(
  allowed: readonly ObservedCall[],
  denied: readonly ObservedCall[],
  keys: readonly DeadKey[],
): Unstopped | undefined {
  for (const call of allowed) {
    const why = whyUnstopped(call, denied, keys);
    if (why !== undefined) return { call, why };
  }
  return undefined;
}

/** IAM's own word for how long a change may take to be everywhere is "a few minutes". */
const SPREADS_MS = 5 * 60_000;

/**
 * Why no refusal since shows that a call that got through would not today. One for want of a permission says nothing: an intruder
 * can have one whenever he likes. Nor does one that another key of his has met: he may try a dead one after each call of one that
 * works. Nor do explicit denies that he has met before that call too: ours refuses every call, so those are somebody else's.
 */
function whyUnstopped(
  got: ObservedCall,
  denied: readonly ObservedCall[],
  keys: readonly DeadKey[],
): string | undefined {
  const refused = denied.filter(({ explicit, accessKeyId }) => explicit && accessKeyId === got.accessKeyId);
  if (!refused.some(({ at }) => Date.parse(at) > Date.parse(got.at)))
    return `A call got through at ${got.at}, and none has been refused by an explicit deny since.`;
  const anew = Date.parse(keys.find(({ accessKeyId }) => accessKeyId === got.accessKeyId)?.deadAnew ?? got.at);
  const before = refused.find(({ at }) => Date.parse(at) >= anew && Date.parse(at) < Date.parse(got.at));
  if (before === undefined || Date.parse(got.at) < anew + SPREADS_MS) return undefined;
  return `A call got through at ${got.at}, after one was refused by an explicit deny at ${before.at}: ours refuses every call, so that was somebody else's, or ours was out of place meanwhile.`;
}

/** Silence says something once the trail has had time to speak: since the cutoff, or since the last call that got through. */
function hasSettled(evidence: Evidence, { through }: TrailReading, lastAllowed: ObservedCall | undefined): boolean {
  return Date.parse(through) >= settledAt(evidence, lastAllowed);
}

function settledAt({ cutoff, settleSeconds }: Evidence, lastAllowed: ObservedCall | undefined): number {
  return Math.max(Date.parse(cutoff), lastAllowed ? Date.parse(lastAllowed.at) : 0) + settleSeconds * 1000;
}

/** The walk goes before the reading that is to prove something, and takes its time. */
const WALK_MS = 2 * 60_000;

/** What was opened just before the cutoff is on the trail as late as any call. */
function isFollowed(evidence: Evidence, { followed }: TrailReading, lastAllowed: ObservedCall | undefined): boolean {
  return followed === undefined || Date.parse(followed) + WALK_MS >= settledAt(evidence, lastAllowed);
}

function whatIsMissing(
  evidence: Evidence,
  trail: TrailReading,
  lastAllowed: ObservedCall | undefined,
  unstopped: Unstopped | undefined,
  ownWriteSeen: boolean,
): readonly string[] {
  const { notEffective, notContained = [] } = evidence;
  const missing = [...(notEffective === undefined ? [] : [notEffective]), ...notContained, ...trail.gaps];
  if (evidence.keys.length === 0)
    missing.push("No alert names the access key: CloudTrail cannot be asked what it did.");
  if (evidence.ownWrites.length > 0 && !ownWriteSeen) missing.push("Our own write of the deny is not on the trail.");
  if (trail.regions.length === 0) missing.push("No Region's trail could be read.");
  if (unstopped) missing.push(unstopped.why);
  if (!hasSettled(evidence, trail, lastAllowed)) {
    const hours = Math.round(evidence.settleSeconds / 36) / 100;
    const since = lastAllowed ? `the call that got through at ${lastAllowed.at}` : `the cutoff ${evidence.cutoff}`;
    missing.push(`CloudTrail is late at times: silence counts ${hours} hours after ${since}.`);
  } else if (!isFollowed(evidence, trail, lastAllowed)) {
    missing.push(
      `What was opened with the leaked credential was followed until ${trail.followed}: CloudTrail is late.`,
    );
  }
  return missing;
}
