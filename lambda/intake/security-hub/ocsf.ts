// Findings of the newer Security Hub, in the Open Cybersecurity Schema Framework.
import * as z from "zod";
import type { Alert } from "../../model.ts";
import { OWN_FINDING } from "../../notify/own-finding-name.ts";
import { asffMeansCompromise, COMPROMISING_ASFF_TYPES } from "../fields/compromised-workload.ts";
import { type About, alertOf, type Credential } from "../fields/credential.ts";
import { lenientAccount, lenientRegion } from "../fields/names.ts";
import { type Read, reader } from "../fields/reader.ts";
import { isTrue, jsonSaysSample } from "../fields/sample.ts";
import { lenientText, short, unreadable } from "../fields/text.ts";
import { lenientTime, neverSeen } from "../fields/time.ts";
import type { Envelope, Source } from "../source.ts";
import {
  credentialOfOcsfActor,
  credentialOfOcsfInstance,
  credentialOfOcsfResource,
  IAM_TYPES,
  INSTANCE_TYPES,
  isSampleOcsfActor,
} from "./ocsf-credential.ts";
import { severityOfOcsf } from "./severity.ts";

/** Detection Finding; how things are set up (2003) and vulnerabilities (2002) are other classes. */
const CLASS = 2004;
const OVER = ["Suppressed", "Resolved", "Archived", "Deleted"];

/** https://schema.ocsf.io/classes/detection_finding; a time is milliseconds, its `_dt` twin is text. */
const finding = reader(() =>
  z.object({
    class_uid: z.literal(CLASS),
    status: z.string().optional(),
    severity_id: z.unknown().optional().transform(severityOfOcsf),
    time: lenientTime,
    time_dt: lenientTime,
    cloud: z.object({
      account: z.object({ uid: lenientAccount }),
      region: lenientRegion,
    }),
    finding_info: z.object({
      uid: z.string().min(1).transform(short),
      title: lenientText,
      types: z.array(z.string()).catch([]),
      first_seen_time: lenientTime,
      first_seen_time_dt: lenientTime,
      last_seen_time: lenientTime,
      last_seen_time_dt: lenientTime,
    }),
    evidences: z.array(z.object({ actor: z.unknown().optional() })).catch([]),
    resources: z.array(z.unknown()).catch([]),
    unmapped: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
);

type Finding = Read<typeof finding>;

const detail = reader(() => z.object({ findings: z.array(z.unknown()).min(1) }));

/**
 * The events' envelope is documented (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-cwe-event-formats.html),
 * the findings by OCSF's schema alone. Where in it AWS puts a key is read off that schema, not off a recorded event.
 */
export const securityHubOcsf: Source = {
  name: "security-hub-ocsf",
  pattern: {
    source: ["aws.securityhub"],
    "detail-type": ["Findings Imported V2"],
    detail: {
      findings: {
        class_uid: [CLASS],
        status: [{ exists: false }, { "anything-but": OVER }],
        $or: [
          ...["credential_uid", "uid", "type"].map((member) => ({
            evidences: { actor: { user: { [member]: [{ exists: true }] } } },
          })),
          { evidences: { actor: { session: { credential_uid: [{ exists: true }] } } } },
          { resources: { type: IAM_TYPES } },
          { finding_info: { types: COMPROMISING_ASFF_TYPES }, resources: { type: INSTANCE_TYPES } },
        ],
      },
    },
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("The Security Hub event", parsed.error);
    return parsed.data.findings.filter(isDetection).flatMap((one) => {
      const read = finding(one);
      if (!read.success) throw unreadable("The Security Hub finding", read.error);
      const isOurs = read.data.finding_info.uid.startsWith(OWN_FINDING); // It says what we have done.
      return isOurs || OVER.includes(read.data.status ?? "") ? [] : alertsOf(read.data, envelope);
    });
  },
};

function isDetection(value: unknown): boolean {
  return Object(value).class_uid === CLASS;
}

function alertsOf(found: Finding, envelope: Envelope): readonly Alert[] {
  const { finding_info: info, cloud } = found;
  const lastSeen = info.last_seen_time_dt ?? info.last_seen_time ?? found.time_dt ?? found.time ?? envelope.time;
  if (lastSeen === undefined) throw neverSeen(`The Security Hub finding ${info.uid}`);
  const about: About = {
    source: "security-hub",
    id: info.uid,
    type: short(info.types[0] ?? "unknown"),
    title: short(info.title ?? info.types[0] ?? info.uid),
    severity: found.severity_id,
    region: cloud.region === "unknown" ? envelope.region : cloud.region,
    sample: isSample(found),
    firstSeen: info.first_seen_time_dt ?? info.first_seen_time,
    lastSeen,
    sentFrom: envelope.account,
  };
  return credentialsOf(found, envelope.region).map((credential) => alertOf(about, credential));
}

/** Who has acted, else what is named: a finding about a key lists what it was used on beside it. */
function credentialsOf(found: Finding, region: string): readonly Credential[] {
  const { evidences, resources, finding_info: info, cloud } = found;
  const account = cloud.account.uid;
  if (account === undefined) return [];
  const isCompromise = info.types.some(asffMeansCompromise);
  return (
    [
      evidences.flatMap(({ actor }) => credentialOfOcsfActor(actor, account, region) ?? []),
      resources.flatMap((one) => credentialOfOcsfResource(one, account, region) ?? []),
      isCompromise ? resources.flatMap((one) => credentialOfOcsfInstance(one, account) ?? []) : [],
    ].find((credentials) => credentials.length > 0) ?? []
  );
}

function isSample({ unmapped = {}, evidences }: Finding): boolean {
  return (
    evidences.some(({ actor }) => isSampleOcsfActor(actor)) ||
    Object.entries(unmapped).some(
      ([name, value]) => (name.toLowerCase().endsWith("sample") && isTrue(value)) || jsonSaysSample(value),
    )
  );
}
