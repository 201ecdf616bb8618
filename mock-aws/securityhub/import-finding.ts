// Taking in a finding: what Security Hub adds, and what of an older one of the same id outlasts the new.
// https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
import type { Call } from "../operation.ts";
import { rowOf } from "../row-of.ts";
import { type Finding, findingArn } from "./finding.ts";
import type { Held } from "./hubs.ts";
import { completeSeverity } from "./severity.ts";

/** The customer's own: a provider sets them on a new finding only. */
const CUSTOMERS = ["Note", "UserDefinedFields", "VerificationState", "Workflow"] as const;
/** A provider's until BatchUpdateFindings sets them. */
const SHARED = ["Confidence", "Criticality", "RelatedFindings", "Severity", "Types"] as const;

/** Undefined where the known finding is as new: it stays as it is. */
export function takeIn(sent: Finding, known: Held | undefined, call: Call): Held | undefined {
  const fresh = filledIn(sent, call);
  if (!known) return { finding: fresh, ownedFields: new Set() };
  if (Date.parse(fresh.UpdatedAt) <= Date.parse(known.finding.UpdatedAt)) return undefined;
  const kept = [...CUSTOMERS, ...SHARED.filter((name) => known.ownedFields.has(name))];
  const finding: Finding = { ...fresh, ...picked(known.finding, kept) };
  return {
    ...known,
    finding: isOpenAgain(known.finding, fresh) ? { ...finding, Workflow: { Status: "NEW" } } : finding,
  };
}

function picked(finding: Finding, names: readonly (keyof Finding)[]): Partial<Finding> {
  return Object.fromEntries(names.map((name) => [name, finding[name]]));
}

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Workflow.html */
function isOpenAgain(known: Finding, fresh: Finding): boolean {
  const status = known.Workflow?.Status;
  if (status !== "NOTIFIED" && status !== "RESOLVED") return false;
  const isBack = known.RecordState === "ARCHIVED" && fresh.RecordState === "ACTIVE";
  const isBroken = known.Compliance?.Status === "PASSED" && (fresh.Compliance?.Status ?? "PASSED") !== "PASSED";
  return isBack || isBroken;
}

function filledIn(sent: Finding, { region, now }: Call): Finding {
  const provided = sent.FindingProviderFields;
  const severity = completeSeverity(provided?.Severity ?? sent.Severity ?? {});
  const Types = provided?.Types ?? sent.Types ?? [];
  const [ProductName, CompanyName] = makersOf(sent);
  return {
    ...sent,
    ProductName,
    CompanyName,
    Region: region,
    Types,
    Severity: severity,
    FindingProviderFields: { Severity: { Label: severity.Label }, Types, ...provided },
    ProductFields: {
      ...sent.ProductFields,
      "aws/securityhub/FindingId": findingArn(sent),
      "aws/securityhub/ProductName": ProductName,
      "aws/securityhub/CompanyName": CompanyName,
    },
    WorkflowState: "NEW",
    Workflow: { Status: sent.Workflow?.Status ?? "NEW" },
    RecordState: sent.RecordState ?? "ACTIVE",
    ProcessedAt: new Date(now).toISOString(),
  };
}

const AWS_PRODUCTS: Readonly<Record<string, string>> = {
  "access-analyzer": "IAM Access Analyzer",
  config: "Config",
  guardduty: "GuardDuty",
  health: "Health",
  inspector: "Inspector",
  macie: "Macie",
  securityhub: "Security Hub",
};

/** A custom integration may call itself what it likes. */
function makersOf({ ProductArn, ProductName, CompanyName }: Finding): readonly [product: string, company: string] {
  const [, service = ""] = /:product\/aws\/(.+)$/.exec(ProductArn) ?? [];
  return service === ""
    ? [ProductName ?? "Default", CompanyName ?? "Personal"]
    : [rowOf(AWS_PRODUCTS, service) ?? service, "AWS"];
}
