// A GuardDuty finding, as far as all of its shapes have it in common.
import * as z from "zod";
import { parseArn } from "../../arn.ts";
import type { About } from "../fields/credential.ts";
import { ACCOUNT, lenientRegion } from "../fields/names.ts";
import { reader } from "../fields/reader.ts";
import { saysSample } from "../fields/sample.ts";
import { isFindingId, lenientText, short, unreadable } from "../fields/text.ts";
import { lenientTime, neverSeen } from "../fields/time.ts";
import type { Envelope } from "../source.ts";

export type Finding = {
  readonly type: string;
  readonly account: string;
  readonly about: About;
  /** `detail.resource` and `detail.service.detection.sequence`: each shape knows its own. */
  readonly resource: unknown;
  readonly sequence: unknown;
};

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html, in the event's camelCase */
const finding = reader(() =>
  z.object({
    id: z.string().min(1).transform(short),
    arn: lenientText,
    type: z.string().min(1).transform(short),
    accountId: z.string().regex(ACCOUNT, "must be an account id of 12 digits"),
    region: lenientRegion,
    severity: z.number().min(0).max(10).optional().catch(undefined),
    title: lenientText,
    updatedAt: lenientTime,
    resource: z.record(z.string(), z.unknown()).nullish(),
    service: z
      .object({
        eventFirstSeen: lenientTime,
        eventLastSeen: lenientTime,
        additionalInfo: z.unknown().optional(),
        detection: z.object({ sequence: z.unknown().optional() }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

export function readFinding(detail: unknown, envelope: Envelope): Finding {
  const parsed = finding(detail);
  if (!parsed.success) throw unreadable("The GuardDuty finding", parsed.error);
  const { id, arn, type, accountId, region, severity, title, updatedAt, resource, service } = parsed.data;
  const lastSeen = service?.eventLastSeen ?? updatedAt ?? envelope.time;
  if (lastSeen === undefined) throw neverSeen(`The GuardDuty finding ${id}`);
  return {
    type,
    account: accountId,
    resource,
    sequence: service?.detection?.sequence,
    about: {
      source: "guardduty",
      id,
      type,
      title: short(title ?? type),
      severity,
      region,
      sample: saysSample(service?.additionalInfo),
      firstSeen: service?.eventFirstSeen,
      lastSeen,
      sentFrom: envelope.account,
      finding: inSecurityHub(arn),
    },
  };
}

/** As Security Hub knows what GuardDuty sends it: by the finding's ARN, in the finding's Region. */
function inSecurityHub(arn: string | undefined): About["finding"] {
  const { partition, service, region } = parseArn(arn ?? "") ?? {};
  if (arn === undefined || service !== "guardduty" || !isFindingId(arn)) return undefined;
  return { id: arn, productArn: `arn:${partition}:securityhub:${region}::product/aws/guardduty` };
}
