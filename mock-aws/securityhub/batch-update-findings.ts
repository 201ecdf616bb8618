// securityhub:BatchUpdateFindings — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindings.html
import { z } from "zod";
import { integer, oneOf, text } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { type Finding, findingArn, LABELS } from "./finding.ts";
import { enabledHub, type Hub, onHub } from "./hubs.ts";
import { completeSeverity } from "./severity.ts";
import { tell } from "./tell.ts";

const named = z.strictObject({ Id: z.string(), ProductArn: z.string() });

const input = z.object({
  FindingIdentifiers: z.array(named).min(1).max(100),
  Note: z.strictObject({ Text: text({ min: 1, max: 512 }), UpdatedBy: text({ min: 1, max: 512 }) }).optional(),
  Severity: z
    .strictObject({
      Normalized: integer(0, 100).optional(),
      Product: z.number().optional(),
      Label: oneOf(LABELS).optional(),
    })
    .optional(),
  VerificationState: oneOf(["UNKNOWN", "TRUE_POSITIVE", "FALSE_POSITIVE", "BENIGN_POSITIVE"]).optional(),
  Confidence: integer(0, 100).optional(),
  Criticality: integer(0, 100).optional(),
  Types: z
    .array(text({ min: 1, max: 256 }))
    .max(50)
    .optional(),
  UserDefinedFields: z
    .record(text({ min: 1, max: 128 }), text({ max: 1024 }))
    .refine(
      (fields) => Object.keys(fields).length <= 50,
      "failed to satisfy constraint: Member must have at most 50 entries",
    )
    .optional(),
  Workflow: z.strictObject({ Status: oneOf(["NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"]).optional() }).optional(),
  RelatedFindings: z.array(named).max(10).optional(),
});

type Wish = z.infer<typeof input>;

export const batchUpdateFindings = operation({
  name: "BatchUpdateFindings",
  http: { method: "PATCH", path: "/findings/batchupdate" },
  readOnly: false,
  input,
  authorize: onHub("BatchUpdateFindings", pathsOf),
  run(wish, call) {
    const hub = enabledHub(call);
    const outcomes = wish.FindingIdentifiers.map((FindingIdentifier, index) => ({
      FindingIdentifier,
      failure: failureOf(wish, index, hub),
    }));
    for (const { FindingIdentifier, failure } of outcomes)
      if (!failure) update(findingArn(FindingIdentifier), wish, hub, call);
    return {
      ProcessedFindings: outcomes.flatMap(({ FindingIdentifier, failure }) => (failure ? [] : [FindingIdentifier])),
      UnprocessedFindings: outcomes.flatMap(({ FindingIdentifier, failure }) =>
        failure ? [{ FindingIdentifier, ...failure }] : [],
      ),
    };
  },
});

function failureOf({ FindingIdentifiers }: Wish, index: number, hub: Hub) {
  const arns = FindingIdentifiers.map(findingArn);
  const arn = arns[index] ?? "";
  if (arns.indexOf(arn) !== arns.lastIndexOf(arn))
    return { ErrorCode: "DuplicatedFindingIdentifier", ErrorMessage: "The finding is named twice in the request." };
  return hub.findings.has(arn) ? undefined : { ErrorCode: "FindingNotFound", ErrorMessage: "Finding Not Found" };
}

/** "Your updates don't affect the value for the UpdatedAt field of the finding." */
function update(arn: string, { FindingIdentifiers: _, ...changes }: Wish, hub: Hub, call: Call): void {
  const known = hub.findings.get(arn);
  if (!known) return;
  const { Note, Severity, Workflow, ...plain } = changes;
  const finding: Finding = {
    ...known.finding,
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...(Note ? { Note: { ...Note, UpdatedAt: new Date(call.now).toISOString() } } : {}),
    ...(Severity ? { Severity: completeSeverity(withoutUndefined(Severity)) } : {}),
    ...(Workflow?.Status ? { Workflow: { Status: Workflow.Status } } : {}),
  };
  hub.findings.set(arn, { finding, ownedFields: new Set([...known.ownedFields, ...Object.keys(changes)]) });
  tell(call, finding);
}

function withoutUndefined<T extends object>(value: T) {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/**
 * The fields and values that a policy can keep somebody from setting, such as
 * `securityhub:ASFFSyntaxPath/Workflow.Status`.
 */
function pathsOf({ FindingIdentifiers: _, ...changes }: Wish): Readonly<Record<string, readonly string[]>> {
  const paths = new Map<string, string[]>();
  for (const [path, value] of leavesOf(changes, "securityhub:ASFFSyntaxPath/"))
    paths.set(path, [...(paths.get(path) ?? []), value]);
  return Object.fromEntries(paths);
}

function leavesOf(value: unknown, path: string): readonly (readonly [path: string, value: string])[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path));
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  const below = path.endsWith("/") ? path : `${path}.`;
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, below + name));
}
