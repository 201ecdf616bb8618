// guardduty:ListFindings — https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListFindings.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { findDetector, onDetector } from "./detectors.ts";
import type { Finding } from "./finding.ts";
import { attributeOf, sortCriteria, sortFindings } from "./sort-findings.ts";

const texts = z.array(z.string());
const condition = z.strictObject({
  eq: texts.optional(),
  equals: texts.optional(),
  neq: texts.optional(),
  notEquals: texts.optional(),
  gt: z.number().optional(),
  greaterThan: z.number().optional(),
  gte: z.number().optional(),
  greaterThanOrEqual: z.number().optional(),
  lt: z.number().optional(),
  lessThan: z.number().optional(),
  lte: z.number().optional(),
  lessThanOrEqual: z.number().optional(),
  matches: texts.optional(),
  notMatches: texts.optional(),
});

type Condition = z.infer<typeof condition>;

export const listFindings = operation({
  name: "ListFindings",
  http: { method: "POST", path: "/detector/{DetectorId}/findings" },
  readOnly: true,
  input: z.object({
    DetectorId: z.string(),
    findingCriteria: z.strictObject({ criterion: z.record(z.string(), condition).optional() }).optional(),
    sortCriteria: sortCriteria.optional(),
    maxResults: integer(1, 50).optional(),
    nextToken: z.string().optional(),
  }),
  authorize: onDetector("ListFindings"),
  run(wish, call) {
    const all = [...findDetector(wish, call).samples.values()].map(({ finding }) => finding);
    const criteria = Object.entries(wish.findingCriteria?.criterion ?? {});
    if (criteria.some(([, one]) => one.matches ?? one.notMatches)) {
      throw new NotImplementedError("matches and notMatches in guardduty:ListFindings");
    }
    const found = all.filter((finding) => criteria.every(([path, one]) => meets(attributeOf(finding, path), one)));
    const ids = sortFindings(found, wish.sortCriteria).map(({ id }: Finding) => id);
    const start = startOf(wish.nextToken);
    const end = start + (wish.maxResults ?? 50);
    return { findingIds: ids.slice(start, end), ...(end < ids.length ? { nextToken: String(end) } : {}) };
  },
});

function startOf(token: string | undefined): number {
  if (token === undefined || token === "") return 0;
  if (/^\d+$/.test(token)) return Number(token);
  const message = "The request is rejected because the parameter nextToken has an invalid value.";
  throw new AwsError("BadRequestException", message, 400, { Type: "InvalidInputException" });
}

function meets(value: unknown, wish: Condition): boolean {
  const text = String(value);
  const number = typeof value === "string" ? Date.parse(value) : Number(value);
  const tests: [unknown, (operand: never) => boolean][] = [
    [wish.eq ?? wish.equals, (operand: readonly string[]) => operand.includes(text)],
    [wish.neq ?? wish.notEquals, (operand: readonly string[]) => !operand.includes(text)],
    [wish.gt ?? wish.greaterThan, (operand: number) => number > operand],
    [wish.gte ?? wish.greaterThanOrEqual, (operand: number) => number >= operand],
    [wish.lt ?? wish.lessThan, (operand: number) => number < operand],
    [wish.lte ?? wish.lessThanOrEqual, (operand: number) => number <= operand],
  ];
  return tests.every(([operand, test]) => operand === undefined || test(operand as never));
}
