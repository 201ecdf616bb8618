// What the deny does not end, in one list: what the intruder has left, calls that a person has to look at, and known limits.
import { commandLine } from "../command-line.ts";
import { type Incident, inForce } from "../incident.ts";
import type { FoundItem, FoundUnknown, IncidentResidual } from "../residual/incident-residual.ts";
import { KNOWN_LIMITS } from "../residual/known-limits.ts";
import { providersOf } from "../residual/providers.ts";

/** `why` says of each why the deny does not end it. Names in `what`, `detail` and `commands` are the intruder's words. */
export type PresentedResidual = FoundItem | UnknownItem | { readonly section: "limit"; readonly why: string };

type UnknownItem = Omit<FoundUnknown, "call"> & {
  readonly section: "unknown";
  readonly what: string;
  readonly why: string;
  readonly calls: readonly string[];
  /** They only look. */
  readonly commands: readonly string[];
};

export function presentResidual(incident: Incident): readonly PresentedResidual[] {
  const { residual } = incident;
  const steps = inForce(incident);
  const unread = steps.length > 0 ? [UNREAD] : [];
  const limits = [
    ...steps.flatMap(({ type }) => KNOWN_LIMITS[type]),
    ...providersOf(incident),
    ...(residual ? limitsOf(residual) : unread),
  ];
  return [
    ...(residual?.items ?? []),
    ...(residual?.unknown ?? []).map(presentUnknown),
    ...[...new Set(limits)].map((why) => ({ section: "limit", why }) as const),
  ];
}

function presentUnknown({ call, ...rest }: FoundUnknown): UnknownItem {
  const [event = ""] = rest.events;
  const attribute = `AttributeKey=EventId,AttributeValue=${event}`;
  const region = rest.region ?? "REGION";
  return {
    section: "unknown",
    what: call,
    why: "The call may have changed something, and nothing here knows what it leaves: look at it.",
    ...rest,
    calls: [call],
    commands: [commandLine("aws", "cloudtrail", "lookup-events", "--lookup-attributes", attribute, "--region", region)],
  };
}

/** What the list above does not know. */
function limitsOf({ since, more, leftOut, cut }: IncidentResidual): readonly string[] {
  return [
    `Calls are looked at from ${since} on: what the owner of the credential did before it leaked is among them.`,
    "Calls of others are not looked up: what the team has put back or taken away meanwhile is listed still.",
    ...more.map(
      ({ kind, count }) => `${count} more of the kind "${kind}" found no room in this list: ${ASK_CLOUDTRAIL}`,
    ),
    ...leftOut.map(
      ({ call, count, lastAt }) =>
        `${count} more calls of ${call}, the last of them at ${lastAt}, were too many to be kept: ${ASK_CLOUDTRAIL}`,
    ),
    ...(cut > 0
      ? [`The records of ${cut} calls were too large to be kept whole: names may be missing, and things too.`]
      : []),
  ];
}

const UNREAD = "What the intruder has left is not known: nobody has read its calls in CloudTrail yet.";
const ASK_CLOUDTRAIL = "look for them in CloudTrail, by the access keys under `sessions`.";
