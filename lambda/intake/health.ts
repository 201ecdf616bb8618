// AWS Health: AWS itself has found a key in public, or in the wrong hands.
import * as z from "zod";
import { BadInputError } from "../bad-input.ts";
import { alertOf, type Credential } from "./fields/credential.ts";
import { ACCESS_KEY_ID, ACCOUNT, IAM_NAME, lenientAccount, lenientRegion } from "./fields/names.ts";
import { reader } from "./fields/reader.ts";
import { suspectOfArn } from "./fields/suspect-of-arn.ts";
import { lenientText, short, unreadable } from "./fields/text.ts";
import { lenientTime, neverSeen } from "./fields/time.ts";
import type { Source } from "./source.ts";

/** By prefix: `_EXPOSED`, `_EXPOSURE_SUSPECTED`, `_COMPROMISED`, `_COMPROMISE_SUSPECTED`, and what comes after them. */
const CODES = ["AWS_RISK_CREDENTIALS_", "AWS_RISK_IAM_QUARANTINE"];

/** https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
const detail = reader(() =>
  z.object({
    eventTypeCode: z.string(),
    eventArn: z.string().min(1).transform(short),
    /** Of an organization's events, sent to the management or delegated administrator account. */
    affectedAccount: lenientAccount,
    /** The event's own Region is where it was delivered; a copy goes to a second one. */
    eventRegion: lenientRegion,
    startTime: lenientTime,
    lastUpdatedTime: lenientTime,
    affectedEntities: z.array(z.object({ entityValue: lenientText }).catch({ entityValue: undefined })).catch([]),
  }),
);

/** An event that is closed says that the key was dealt with by somebody; it may be the first that arrives, so it counts. */
export const health: Source = {
  name: "health",
  pattern: {
    source: ["aws.health"],
    "detail-type": ["AWS Health Event", "AWS Health Abuse Event"],
    detail: { eventTypeCode: CODES.map((prefix) => ({ prefix })) },
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("The AWS Health event", parsed.error);
    const { eventTypeCode, eventArn, eventRegion, startTime, lastUpdatedTime, affectedEntities } = parsed.data;
    if (!CODES.some((prefix) => eventTypeCode.startsWith(prefix))) return [];
    const account = parsed.data.affectedAccount ?? envelope.account;
    const credentials = affectedEntities.flatMap(({ entityValue }) => credentialOf(entityValue, account) ?? []);
    if (credentials.length === 0) {
      throw new BadInputError(
        `The AWS Health event ${eventArn} names no credential: none of its ${affectedEntities.length} affected entities is an access key id, a user or a role. Look the event up in the AWS Health dashboard.`,
      );
    }
    const lastSeen = lastUpdatedTime ?? startTime ?? envelope.time;
    if (lastSeen === undefined) throw neverSeen(`The AWS Health event ${eventArn}`);
    const type = short(eventTypeCode);
    const about = {
      source: "health",
      id: eventArn,
      type,
      title: `AWS Health reports ${type}`,
      region: eventRegion,
      sample: false,
      firstSeen: startTime,
      lastSeen,
      sentFrom: envelope.account,
    } as const;
    return credentials.map((credential) => alertOf(about, credential));
  },
};

/** Key ids are documented nowhere but recorded; users by name or ARN are a guess. UNKNOWN stands for no entity. */
function credentialOf(entity: string | undefined, account: string | undefined): Credential | undefined {
  if (entity === undefined || entity === "UNKNOWN" || ACCOUNT.test(entity)) return undefined;
  if (ACCESS_KEY_ID.test(entity)) return { account, accessKeyId: entity, principal: { kind: "access-key" } };
  const named = suspectOfArn(entity);
  if (named) return account === undefined || named.account === account ? named : undefined;
  return IAM_NAME.test(entity) ? { account, principal: { kind: "user", name: entity } } : undefined;
}
