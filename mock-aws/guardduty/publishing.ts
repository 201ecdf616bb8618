// How often a detector tells EventBridge of findings that it has told of before.
// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
import { oneOf } from "../input.ts";

const MINUTE = 60_000;

export const PUBLISHING_MS = { FIFTEEN_MINUTES: 15 * MINUTE, ONE_HOUR: 60 * MINUTE, SIX_HOURS: 360 * MINUTE } as const;

export const publishingFrequency = oneOf(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"]);
