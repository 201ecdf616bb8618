// What EventBridge brings of CloudTrail, seconds after the call: sessions that are opened, and changes of what a step stands on.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
// The stack and the local service make a rule of each, in every account and Region that is served; all lead to one bus.
import { TAMPERING } from "./tamper/tampering.ts";
import { RENAMING } from "./tamper/user-names.ts";
import { TRAIL_EVENT } from "./trail-event.ts";

export type TrailRule = {
  readonly name: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /**
   * Where such events come up: sessions in the Region whose endpoint was called, changes in IAM in one Region of the partition;
   * the others in the account that administers the organization.
   */
  readonly where: "every-region" | "home-region" | "administration";
  /** CloudTrail calls `AssumeRole` read-only [recorded]: a rule that is merely enabled does not see it. */
  readonly state: "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
};

/** What services open for themselves is most of it, and none of it is signed by a key of an incident. */
const SIGNERS = ["AssumedRole", "IAMUser", "FederatedUser", "Root"];

const OPENING = ["AssumeRole", "AssumeRoot", "GetSessionToken", "GetFederationToken"];
const OPENING_IN_IAM = ["CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "CreateRole"];

export const TRAIL_RULES: readonly TrailRule[] = [
  {
    name: "opened-sessions",
    pattern: called("sts", OPENING),
    where: "every-region",
    state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
  },
  {
    name: "changed-principals",
    pattern: called("iam", [...new Set([...OPENING_IN_IAM, ...RENAMING, ...TAMPERING.iam])].sort()),
    where: "home-region",
    state: "ENABLED",
  },
  {
    name: "changed-organization",
    pattern: called("organizations", TAMPERING.organizations),
    where: "administration",
    state: "ENABLED",
  },
  {
    name: "changed-permission-sets",
    pattern: called("sso", TAMPERING.sso),
    where: "administration",
    state: "ENABLED",
  },
];

function called(service: string, eventName: readonly string[]) {
  return {
    source: [`aws.${service}`],
    "detail-type": [TRAIL_EVENT],
    detail: {
      eventSource: [`${service}.amazonaws.com`],
      eventName,
      errorCode: [{ exists: false }],
      ...(service === "sts" ? { userIdentity: { type: SIGNERS } } : {}),
    },
  };
}
