// securityhub:GetFindings — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { integer, oneOf } from "../input.ts";
import { operation } from "../operation.ts";
import { compileFilters, findingFilters } from "./filters.ts";
import type { Finding } from "./finding.ts";
import { enabledHub, invalidInput, onHub } from "./hubs.ts";

const SORTABLE = ["CreatedAt", "FirstObservedAt", "Id", "LastObservedAt", "ProductArn", "Title", "UpdatedAt"] as const;

const criterion = z.strictObject({ Field: z.string().optional(), SortOrder: oneOf(["asc", "desc"]).optional() });

type Criterion = z.infer<typeof criterion>;

/** Where nothing else is said, the latest update comes first. */
export const getFindings = operation({
  name: "GetFindings",
  http: { method: "POST", path: "/findings" },
  readOnly: true,
  input: z.object({
    Filters: findingFilters.optional(),
    SortCriteria: z.array(criterion).optional(),
    NextToken: z.string().optional(),
    MaxResults: integer(1, 100).optional(),
  }),
  authorize: onHub("GetFindings"),
  run({ Filters = {}, SortCriteria = [], NextToken, MaxResults = 100 }, call) {
    const meets = compileFilters(Filters, call.now);
    const found = [...enabledHub(call).findings.values()].map(({ finding }) => finding).filter(meets);
    const criteria = SortCriteria.length > 0 ? SortCriteria : [{ Field: "UpdatedAt", SortOrder: "desc" as const }];
    const sorted = criteria.reduceRight<readonly Finding[]>(sortedBy, found);
    const start = startOf(NextToken);
    const end = start + MaxResults;
    return { Findings: sorted.slice(start, end), ...(end < sorted.length ? { NextToken: String(end) } : {}) };
  },
});

function sortedBy(
  findings: readonly Finding[],
  { Field = "UpdatedAt", SortOrder = "asc" }: Criterion,
): readonly Finding[] {
  const name = SORTABLE.find((one) => one === Field);
  if (name === undefined) throw new NotImplementedError(`sorting by ${Field} in securityhub:GetFindings`);
  const rank = (finding: Finding) => finding[name] ?? "";
  const sign = SortOrder === "asc" ? 1 : -1;
  return findings.toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(one) < rank(other) ? -sign : sign));
}

function startOf(token: string | undefined): number {
  if (token === undefined || token === "") return 0;
  if (/^\d+$/.test(token)) return Number(token);
  throw invalidInput("Invalid NextToken.");
}
