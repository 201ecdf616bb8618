// A finding in AWS's Security Finding Format, and the credentials that its resources name.
import * as z from "zod";
import type { Alert } from "../../model.ts";
import { asffMeansCompromise, COMPROMISING_ASFF_TYPES } from "../fields/compromised-workload.ts";
import { type About, alertOf } from "../fields/credential.ts";
import { ACCOUNT, lenientRegion } from "../fields/names.ts";
import { type Read, reader } from "../fields/reader.ts";
import { isGenerated, isTrue, jsonSaysSample } from "../fields/sample.ts";
import { isFindingId, lenientText, short, unreadable } from "../fields/text.ts";
import { lenientTime, neverSeen } from "../fields/time.ts";
import type { Envelope } from "../source.ts";
import { credentialOfResource, IAM_RESOURCES, WORKLOAD_RESOURCES } from "./asff-resource.ts";
import { severityOf } from "./severity.ts";

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html */
const finding = reader(() =>
  z.object({
    Id: z.string().min(1),
    AwsAccountId: z.string().regex(ACCOUNT, "must be an account id of 12 digits"),
    ProductArn: lenientText,
    GeneratorId: z.unknown().optional(),
    Region: lenientRegion,
    Title: lenientText,
    Types: z.array(z.string()).catch([]),
    Severity: z.unknown().optional().transform(severityOf),
    RecordState: lenientText,
    Workflow: z.object({ Status: z.unknown().optional() }).nullish(),
    FirstObservedAt: lenientTime,
    LastObservedAt: lenientTime,
    UpdatedAt: lenientTime,
    Sample: z.unknown().optional().transform(isTrue),
    ProductFields: z.record(z.string(), z.unknown()).optional().catch(undefined),
    Resources: z.array(z.unknown()).catch([]),
  }),
);

export type AsffFinding = Read<typeof finding>;

export function readAsff(value: unknown): AsffFinding {
  const parsed = finding(value);
  if (parsed.success) return parsed.data;
  throw unreadable("The Security Hub finding", parsed.error);
}

const GUARDDUTY = "product/aws/guardduty";
const THREAT_TYPES = ["TTPs/", "Unusual Behaviors/"];

/**
 * Findings that say that somebody misuses something, as opposed to how it is set up: all of GuardDuty's, and of other
 * products those in the two namespaces for it. `Effects/` is used for what lies open, too.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html
 */
export const THREAT_PATTERNS: readonly Readonly<Record<string, unknown>>[] = [
  { ProductArn: [{ suffix: GUARDDUTY }], Resources: { Type: IAM_RESOURCES } },
  { Types: THREAT_TYPES.map((prefix) => ({ prefix })), Resources: { Type: IAM_RESOURCES } },
  {
    ProductArn: [{ suffix: GUARDDUTY }],
    Types: COMPROMISING_ASFF_TYPES,
    Resources: { Type: WORKLOAD_RESOURCES },
  },
];

/** What the resources of these types name, as far as the finding means that their credentials have leaked. */
export function threatAlerts(found: AsffFinding, envelope: Envelope): readonly Alert[] {
  const isGuardDuty = found.ProductArn?.endsWith(GUARDDUTY) ?? false;
  const isThreat = isGuardDuty || found.Types.some((type) => THREAT_TYPES.some((prefix) => type.startsWith(prefix)));
  const isCompromise = isGuardDuty && found.Types.some(asffMeansCompromise);
  return (
    [
      ...(isThreat ? [alertsOf(found, envelope, IAM_RESOURCES)] : []),
      ...(isCompromise ? [alertsOf(found, envelope, WORKLOAD_RESOURCES)] : []),
    ].find((alerts) => alerts.length > 0) ?? []
  );
}

/** Of the first kind that names a credential: a finding about a key may list the instance where it was used beside it. */
export function alertsOf(found: AsffFinding, envelope: Envelope, kinds: readonly string[]): readonly Alert[] {
  const lastSeen = found.LastObservedAt ?? found.UpdatedAt ?? envelope.time;
  if (lastSeen === undefined) throw neverSeen(`The Security Hub finding ${found.Id}`);
  const about: About = {
    source: "security-hub",
    id: short(found.Id),
    type: short(found.Types[0] ?? "unknown"),
    title: short(found.Title ?? found.Types[0] ?? short(found.Id)),
    severity: found.Severity,
    region: found.Region === "unknown" ? envelope.region : found.Region,
    sample: isSample(found),
    firstSeen: found.FirstObservedAt,
    lastSeen,
    sentFrom: envelope.account,
    finding: identifierOf(found),
  };
  for (const kind of kinds) {
    const credentials = found.Resources.flatMap(
      (one) => credentialOfResource(one, kind, found.AwsAccountId, envelope.region) ?? [],
    );
    if (credentials.length > 0) {
      return credentials.map(({ sample, ...credential }) =>
        alertOf({ ...about, sample: about.sample || sample }, credential),
      );
    }
  }
  return [];
}

/** As Security Hub itself names it. */
function identifierOf({ Id, ProductArn = "" }: AsffFinding): About["finding"] {
  return isFindingId(Id) && isFindingId(ProductArn) && PRODUCT.test(ProductArn)
    ? { id: Id, productArn: ProductArn }
    : undefined;
}

const PRODUCT = /^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:\d*:product\/[\w./-]+$/;

/** GuardDuty's own markers lie flat in ProductFields, as text. */
function isSample({ Sample, ProductFields = {} }: AsffFinding): boolean {
  return (
    Sample ||
    isTrue(ProductFields["aws/guardduty/service/additionalInfo/sample"]) ||
    isTrue(ProductFields["additionalInfo/sample"]) ||
    jsonSaysSample(ProductFields["aws/guardduty/service/additionalInfo/value"]) ||
    jsonSaysSample(ProductFields["additionalInfo"]) ||
    Object.values(ProductFields).some(isGenerated)
  );
}
