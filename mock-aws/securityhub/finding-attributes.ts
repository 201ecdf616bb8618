// The attributes of a finding that GetFindings filters by, under the names of its filters.
import type { Finding } from "./finding.ts";

type Read = (finding: Finding) => unknown;

/** One attribute may have many values: those of every resource, say. */
export const TEXTS: Readonly<Record<string, Read>> = {
  ProductArn: ({ ProductArn }) => ProductArn,
  ProductName: ({ ProductName }) => ProductName,
  CompanyName: ({ CompanyName }) => CompanyName,
  AwsAccountId: ({ AwsAccountId }) => AwsAccountId,
  Id: ({ Id }) => Id,
  GeneratorId: ({ GeneratorId }) => GeneratorId,
  Region: ({ Region }) => Region,
  Type: ({ Types }) => Types,
  Title: ({ Title }) => Title,
  Description: ({ Description }) => Description,
  SeverityLabel: ({ Severity }) => Severity?.Label,
  VerificationState: ({ VerificationState }) => VerificationState,
  WorkflowState: ({ WorkflowState }) => WorkflowState,
  WorkflowStatus: ({ Workflow }) => Workflow?.Status,
  RecordState: ({ RecordState }) => RecordState,
  ComplianceStatus: ({ Compliance }) => Compliance?.Status,
  NoteText: ({ Note }) => Note?.Text,
  NoteUpdatedBy: ({ Note }) => Note?.UpdatedBy,
  ResourceType: ({ Resources }) => Resources.map(({ Type }) => Type),
  ResourceId: ({ Resources }) => Resources.map(({ Id }) => Id),
  RelatedFindingsId: ({ RelatedFindings }) => RelatedFindings?.map(({ Id }) => Id),
  RelatedFindingsProductArn: ({ RelatedFindings }) => RelatedFindings?.map(({ ProductArn }) => ProductArn),
};
export const DATES: Readonly<Record<string, Read>> = {
  FirstObservedAt: ({ FirstObservedAt }) => FirstObservedAt,
  LastObservedAt: ({ LastObservedAt }) => LastObservedAt,
  CreatedAt: ({ CreatedAt }) => CreatedAt,
  UpdatedAt: ({ UpdatedAt }) => UpdatedAt,
  NoteUpdatedAt: ({ Note }) => Note?.UpdatedAt,
};
export const NUMBERS: Readonly<Record<string, Read>> = {
  SeverityNormalized: ({ Severity }) => Severity?.Normalized,
  SeverityProduct: ({ Severity }) => Severity?.Product,
  Confidence: ({ Confidence }) => Confidence,
  Criticality: ({ Criticality }) => Criticality,
};
export const MAPS: Readonly<Record<string, (finding: Finding) => Readonly<Record<string, string>> | undefined>> = {
  ProductFields: ({ ProductFields }) => ProductFields,
  UserDefinedFields: ({ UserDefinedFields }) => UserDefinedFields,
};
