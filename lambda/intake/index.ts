// Every alert source: the pattern that its events match, and the parser that reads them.
import * as z from "zod";
import { BadInputError } from "../bad-input.ts";
import type { Alert } from "../model.ts";
import { credentialLeak } from "./credential-leak.ts";
import { ACCOUNT, lenientRegion } from "./fields/names.ts";
import { reader } from "./fields/reader.ts";
import { lenientText, short, unreadable } from "./fields/text.ts";
import { lenientTime } from "./fields/time.ts";
import { gitguardian } from "./gitguardian.ts";
import { github } from "./github.ts";
import { guardduty } from "./guardduty/index.ts";
import { health } from "./health.ts";
import { quarantine } from "./quarantine.ts";
import { securityHubCustomAction } from "./security-hub/custom-action.ts";
import { securityHubImported } from "./security-hub/imported.ts";
import { securityHubOcsf } from "./security-hub/ocsf.ts";
import type { Envelope, Source } from "./source.ts";

/** A rule in EventBridge for each. */
export const SOURCES: readonly Source[] = [
  guardduty,
  securityHubImported,
  securityHubCustomAction,
  securityHubOcsf,
  health,
  quarantine,
  github,
  gitguardian,
  credentialLeak,
];

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const event = reader(() =>
  z.object({
    source: z.string(),
    "detail-type": z.string(),
    id: lenientText,
    /** Of an event that names none, it is not known who has sent it: that is one that the function was given directly. */
    account: z.string().regex(ACCOUNT, "must be an account id of 12 digits").optional(),
    time: lenientTime,
    region: lenientRegion,
    resources: z.array(z.string()).catch([]),
    detail: z.record(z.string(), z.unknown()),
  }),
);

/** The alerts in an event, at least one. Throws BadInputError, with the reason, where there is none. */
export function readAlerts(given: unknown): readonly Alert[] {
  const parsed = event(given);
  if (!parsed.success) throw unreadable("This is no event as EventBridge delivers it: it", parsed.error);
  const { source, "detail-type": detailType, detail, ...rest } = parsed.data;
  const known = SOURCES.find(
    ({ pattern }) => lists(pattern["source"], source) && lists(pattern["detail-type"], detailType),
  );
  if (!known) {
    throw new BadInputError(
      short(`No alert source reads events of "${source}" with detail-type "${detailType}". docs/alerts.md lists them.`),
    );
  }
  const envelope: Envelope = { ...rest, detailType };
  const alerts = known.parse(detail, envelope);
  if (alerts.length === 0) {
    throw new BadInputError(
      `The ${known.name} event names no credential that has leaked: there is nothing to contain. docs/alerts.md says which do.`,
    );
  }
  return grouped(alerts, envelope);
}

/** The first alert of an event. */
export function readAlert(given: unknown): Alert {
  const [first] = readAlerts(given);
  if (!first) throw new BadInputError("The event names no credential.");
  return first;
}

/** Alerts of one event share a group, and none is there twice. */
function grouped(alerts: readonly Alert[], envelope: Envelope): readonly Alert[] {
  const distinct = [...new Map(alerts.map((alert) => [JSON.stringify(alert), alert])).values()];
  const [first] = distinct;
  if (!first || distinct.length === 1) return distinct;
  return distinct.map((alert) => ({ ...alert, group: alert.group ?? short(envelope.id ?? first.id) }));
}

function lists(values: unknown, value: string): boolean {
  return Array.isArray(values) && values.includes(value);
}
