// CloudTrail: the policy with which AWS quarantines a user whose key was found in public has been put on a user.
import * as z from "zod";
import { BadInputError } from "../bad-input.ts";
import { alertOf } from "./fields/credential.ts";
import { ACCOUNT, IAM_NAME, isOf, lenientRegion } from "./fields/names.ts";
import { reader } from "./fields/reader.ts";
import { lenientText, short, unreadable } from "./fields/text.ts";
import { lenientTime, neverSeen } from "./fields/time.ts";
import type { Source } from "./source.ts";

/** Up to V4 so far; and the inline policy that came before them. */
const POLICY_NAMES = ["AWSCompromisedKeyQuarantine", "AWSExposedCredentialPolicy"];
const IAM = "iam.amazonaws.com";
const PARTITIONS = ["aws", "aws-us-gov", "aws-cn"];
/** AWS's own alone: a customer's policy of that name may be anything. */
const POLICY_ARNS = PARTITIONS.map((partition) => `arn:${partition}:iam::aws:policy/AWSCompromisedKeyQuarantine`);

/**
 * AWS attaches it to users only. On roles and groups people use it as a guard beforehand, so that says nothing of a leak.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
const detail = reader(() =>
  z.object({
    eventID: lenientText,
    eventSource: z.unknown().optional(),
    ...called().shape,
    eventTime: lenientTime,
    awsRegion: lenientRegion,
    errorCode: z.unknown().optional(),
    userIdentity: z.object({ arn: lenientText, invokedBy: lenientText }).optional().catch(undefined),
    recipientAccountId: z.string().regex(ACCOUNT, "must be an account id of 12 digits"),
  }),
);

/** What tells the call from others. */
const call = reader(called);

function called() {
  return z.object({
    eventName: z.string(),
    requestParameters: z
      .object({ userName: lenientText, policyArn: lenientText, policyName: lenientText })
      .nullish()
      .catch(undefined),
  });
}

/**
 * Which of the user's keys was found is not said. Whoever may attach policies to a user may bring this about by hand: that
 * is a wish like any other, and the guardrails stand before it.
 */
export const quarantine: Source = {
  name: "quarantine",
  pattern: {
    source: ["aws.iam"],
    "detail-type": ["AWS API Call via CloudTrail"],
    $or: [
      eventOf("AttachUserPolicy", { policyArn: POLICY_ARNS.map((prefix) => ({ prefix })) }),
      eventOf("PutUserPolicy", { policyName: POLICY_NAMES.map((prefix) => ({ prefix })) }),
    ],
  },
  parse: (given, envelope) => {
    const parsed = detail(given);
    if (!parsed.success) throw unreadable("The CloudTrail event", parsed.error);
    const { eventSource, eventName, errorCode, requestParameters, userIdentity } = parsed.data;
    const policy = quarantinePolicy(eventName, requestParameters ?? {});
    if (policy === undefined || errorCode !== undefined || eventSource !== IAM) return [];
    const user = requestParameters?.userName;
    if (!isOf(IAM_NAME, user)) {
      throw new BadInputError("The CloudTrail event quarantines a user whose name is none that IAM allows.");
    }
    const lastSeen = parsed.data.eventTime ?? envelope.time;
    if (lastSeen === undefined) throw neverSeen("The CloudTrail event");
    const by = userIdentity?.invokedBy ?? userIdentity?.arn ?? "somebody unnamed";
    const about = {
      source: "quarantine",
      id: short(parsed.data.eventID ?? envelope.id ?? `${user}/${lastSeen}`),
      type: eventName,
      title: short(
        `${by} has put the policy ${policy} on the user ${user}, as AWS does when a key is found in public.`,
      ),
      region: parsed.data.awsRegion,
      sample: false,
      lastSeen,
      sentFrom: envelope.account,
    } as const;
    return [alertOf(about, { account: parsed.data.recipientAccountId, principal: { kind: "user", name: user } })];
  },
};

/** Whether a call on the trail is one that puts the policy on a user: other calls are no alert, and nothing is wrong with them. */
export function isQuarantine(given: unknown): boolean {
  const parsed = call(given);
  return parsed.success && quarantinePolicy(parsed.data.eventName, parsed.data.requestParameters ?? {}) !== undefined;
}

function eventOf(eventName: string, requestParameters: object) {
  return {
    detail: {
      eventSource: [IAM],
      eventName: [eventName],
      errorCode: [{ exists: false }],
      requestParameters,
    },
  };
}

type Parameters = { readonly policyArn?: string | undefined; readonly policyName?: string | undefined };

function quarantinePolicy(eventName: string, { policyArn = "", policyName = "" }: Parameters): string | undefined {
  const named =
    (eventName === "AttachUserPolicy" && POLICY_ARNS.some((prefix) => policyArn.startsWith(prefix)) && policyArn) ||
    (eventName === "PutUserPolicy" && POLICY_NAMES.some((prefix) => policyName.startsWith(prefix)) && policyName);
  return named ? short(named.split("/").at(-1) ?? named) : undefined;
}
