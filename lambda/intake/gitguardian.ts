// GitGuardian: an access key was found in a repository, a chat or elsewhere.
import * as z from "zod";
import { BadInputError } from "../bad-input.ts";
import { alertOf } from "./fields/credential.ts";
import { accessKeyIdsIn } from "./fields/names.ts";
import { reader } from "./fields/reader.ts";
import { lenientText, short, unreadable } from "./fields/text.ts";
import { lenientTime, neverSeen } from "./fields/time.ts";
import type { Source } from "./source.ts";

/** `incident_triggered` is recorded; the others follow the names that GitGuardian's documentation gives its events. */
const ACTIONS = ["incident_triggered", "incident_reopened", "incident_regression", "new_occurrence"];

/** The detectors for AWS's keys are called `aws_iam` and the like. */
const DETECTOR = "aws";

const SEVERITIES: ReadonlyMap<string, number> = new Map([
  ["critical", 9],
  ["high", 7],
  ["medium", 4],
  ["low", 2],
  ["info", 0],
]);

/** Of a match, which may be the secret half of the key, nothing is kept but key ids. */
const matches = () =>
  z
    .array(z.object({ match: lenientText, value: lenientText }).catch({ match: undefined, value: undefined }))
    .catch([])
    .transform((all) => all.flatMap(({ match, value }) => accessKeyIdsIn(`${match ?? ""}\n${value ?? ""}`)));

/**
 * https://docs.gitguardian.com/platform/configure-alerting/notifiers-integrations/custom-webhook. The webhook holds no secret,
 * and so no key id either: what forwards it must add `matches`, in the form of GitGuardian's API: type and match.
 */
const detail = reader(() =>
  z.object({
    action: z.string(),
    timestamp: lenientTime,
    incident: z.object({
      id: z.union([z.number(), z.string()]).transform((id) => short(String(id))),
      date: lenientTime,
      detector: z.object({ name: z.string(), display_name: lenientText }),
      severity: lenientText,
      matches: matches(),
    }),
    occurrence: z.object({ matches: matches() }).optional().catch(undefined),
    matches: matches(),
  }),
);

/** EventBridge knows no such partner; these names are ours, and what forwards the webhook must use them. */
export const gitguardian: Source = {
  name: "gitguardian",
  pattern: {
    source: ["gitguardian.com"],
    "detail-type": ["GitGuardian Incident"],
    detail: { action: ACTIONS, incident: { detector: { name: [{ prefix: DETECTOR }] } } },
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("The GitGuardian incident", parsed.error);
    const { action, timestamp, incident, occurrence } = parsed.data;
    if (!ACTIONS.includes(action) || !incident.detector.name.startsWith(DETECTOR)) return [];
    const keys = new Set([...parsed.data.matches, ...incident.matches, ...(occurrence?.matches ?? [])]);
    if (keys.size === 0) {
      throw new BadInputError(
        `The GitGuardian incident ${incident.id} names no access key id: the webhook itself never does. Let what forwards it add matches: [{"type": "client_id", "match": the key id}].`,
      );
    }
    const lastSeen = timestamp ?? incident.date ?? envelope.time;
    if (lastSeen === undefined) throw neverSeen(`The GitGuardian incident ${incident.id}`);
    const about = {
      source: "gitguardian",
      id: incident.id,
      type: short(incident.detector.name),
      title: short(`GitGuardian has found ${incident.detector.display_name ?? "AWS keys"}.`),
      severity: SEVERITIES.get(incident.severity ?? ""),
      region: "unknown",
      sample: false,
      firstSeen: incident.date,
      lastSeen,
      sentFrom: envelope.account,
    } as const;
    return [...keys].map((accessKeyId) => alertOf(about, { accessKeyId, principal: { kind: "access-key" } }));
  },
};
