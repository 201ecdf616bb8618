// A finding in the AWS Security Finding Format, as far as Security Hub looks into it; what lies deeper is kept as sent.
// https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
import { z } from "zod";

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

const text = (max: number) => z.string().min(1).max(max);
const time = z.string().regex(TIME);
const scale = z.number().int().min(0).max(100);
const types = z.array(text(256)).max(50);
const fields = (longest: number) => z.record(text(128), z.string().max(longest));

export const LABELS = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;
export type Label = (typeof LABELS)[number];

const severity = z.looseObject({
  Label: z.enum(LABELS).optional(),
  Normalized: scale.optional(),
  Product: z.number().optional(),
  Original: text(64).optional(),
});

const opaque = z.unknown().optional();

/** What providers send. Names that are none of the format's are refused. */
export const importedFinding = z.strictObject({
  SchemaVersion: z.enum(["2018-10-08"]),
  Id: text(512),
  ProductArn: text(2048),
  ProductName: text(128).optional(),
  CompanyName: text(128).optional(),
  Region: text(16).optional(),
  GeneratorId: text(512),
  AwsAccountId: z.string().regex(/^\d{12}$/),
  AwsAccountName: opaque,
  Types: types.optional(),
  FirstObservedAt: time.optional(),
  LastObservedAt: time.optional(),
  CreatedAt: time,
  UpdatedAt: time,
  ProcessedAt: time.optional(),
  Severity: severity.optional(),
  Confidence: scale.optional(),
  Criticality: scale.optional(),
  Title: text(256),
  Description: text(1024),
  Remediation: opaque,
  SourceUrl: text(2048).optional(),
  ProductFields: fields(2048).optional(),
  UserDefinedFields: fields(1024).optional(),
  Malware: opaque,
  Network: opaque,
  NetworkPath: opaque,
  Process: opaque,
  Threats: opaque,
  ThreatIntelIndicators: opaque,
  Resources: z
    .array(z.looseObject({ Type: text(256), Id: text(512) }))
    .min(1)
    .max(32),
  Compliance: z.looseObject({ Status: z.enum(["PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"]).optional() }).optional(),
  VerificationState: z.enum(["UNKNOWN", "TRUE_POSITIVE", "FALSE_POSITIVE", "BENIGN_POSITIVE"]).optional(),
  WorkflowState: z.enum(["NEW", "ASSIGNED", "IN_PROGRESS", "DEFERRED", "RESOLVED"]).optional(),
  Workflow: z.strictObject({ Status: z.enum(["NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"]).optional() }).optional(),
  RecordState: z.enum(["ACTIVE", "ARCHIVED"]).optional(),
  RelatedFindings: z
    .array(z.strictObject({ ProductArn: text(2048), Id: text(512) }))
    .max(10)
    .optional(),
  Note: z.strictObject({ Text: text(512), UpdatedBy: text(512), UpdatedAt: time }).optional(),
  Vulnerabilities: opaque,
  PatchSummary: opaque,
  Action: opaque,
  FindingProviderFields: z.looseObject({ Severity: severity.optional(), Types: types.optional() }).optional(),
  Sample: z.boolean().optional(),
  GeneratorDetails: opaque,
  Detection: opaque,
});

export type Finding = z.infer<typeof importedFinding>;

/** What names a finding in events, and is unique among all products. */
export function findingArn({ ProductArn, Id }: { readonly ProductArn: string; readonly Id: string }): string {
  return `${ProductArn}/${Id}`;
}
