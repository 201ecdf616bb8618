// The filters of GetFindings: when each of them holds.
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFindingFilters.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { oneOf } from "../input.ts";
import { rowOf } from "../row-of.ts";
import type { Finding } from "./finding.ts";
import { DATES, MAPS, NUMBERS, TEXTS } from "./finding-attributes.ts";
import { invalidInput } from "./hubs.ts";

const COMPARISONS = ["EQUALS", "PREFIX", "NOT_EQUALS", "PREFIX_NOT_EQUALS", "CONTAINS", "NOT_CONTAINS"] as const;

const filter = z.strictObject({
  Value: z.union([z.string(), z.boolean()]).optional(),
  Comparison: oneOf([...COMPARISONS, "CONTAINS_WORD"]).optional(),
  Key: z.string().optional(),
  Start: z.string().optional(),
  End: z.string().optional(),
  DateRange: z
    .strictObject({
      Value: z.number().int(),
      Unit: oneOf(["DAYS"]),
      Comparison: oneOf(["WITHIN", "OLDER_THAN"]).optional(),
    })
    .optional(),
  ...Object.fromEntries(["Gte", "Lte", "Eq", "Gt", "Lt"].map((name) => [name, z.number().optional()])),
});

/** "You can filter by up to 10 finding attributes. For each attribute, … up to 20 filter values." */
export const findingFilters = z
  .record(z.string(), z.array(filter).min(1).max(20))
  .refine(
    (filters) => Object.keys(filters).length <= 10,
    "failed to satisfy constraint: Member must have at most 10 attributes",
  );

export type Filters = z.infer<typeof findingFilters>;
type Filter = z.infer<typeof filter>;

/** Whether a finding meets every attribute's filters; throws NotImplemented for an attribute that is not known here. */
export function compileFilters(filters: Filters, now: Instant): (finding: Finding) => boolean {
  const tests = Object.entries(filters).map(([attribute, all]) => compileAttribute(attribute, all, now));
  return (finding) => tests.every((test) => test(finding));
}

/** Of an attribute's filters any that asks for something is enough; every one that rules something out must hold. */
function compileAttribute(attribute: string, all: readonly Filter[], now: Instant): (finding: Finding) => boolean {
  const tests = all.map((one) => ({
    isNegative: one.Comparison?.includes("NOT_") ?? false,
    holds: compile(attribute, one, now),
  }));
  const [negative, positive] = [tests.filter((one) => one.isNegative), tests.filter((one) => !one.isNegative)];
  return (finding) =>
    negative.every(({ holds }) => holds(finding)) &&
    (positive.length === 0 || positive.some(({ holds }) => holds(finding)));
}

function compile(attribute: string, one: Filter, now: Instant): (finding: Finding) => boolean {
  const [textOf, dateOf, numberOf, mapOf] = [
    rowOf(TEXTS, attribute),
    rowOf(DATES, attribute),
    rowOf(NUMBERS, attribute),
    rowOf(MAPS, attribute),
  ];
  if (textOf) return (finding) => meetsText(one, [textOf(finding)].flat());
  if (dateOf) return (finding) => meetsDate(one, dateOf(finding), now);
  if (numberOf) return (finding) => meetsNumber(one, numberOf(finding));
  if (mapOf) return (finding) => meetsText(one, [mapOf(finding)?.[one.Key ?? ""]]);
  if (attribute === "Sample") return ({ Sample = false }) => Sample === one.Value;
  throw new NotImplementedError(`the filter ${attribute} of securityhub:GetFindings`);
}

function meetsText({ Value = "", Comparison = "EQUALS" }: Filter, actual: readonly unknown[]): boolean {
  const texts = actual.filter((value) => typeof value === "string");
  const wanted = String(Value);
  switch (Comparison) {
    case "EQUALS":
      return texts.includes(wanted);
    case "NOT_EQUALS":
      return !texts.includes(wanted);
    case "PREFIX":
      return texts.some((text) => text.startsWith(wanted));
    case "PREFIX_NOT_EQUALS":
      return !texts.some((text) => text.startsWith(wanted));
    case "CONTAINS":
      return texts.some((text) => text.includes(wanted));
    case "NOT_CONTAINS":
      return !texts.some((text) => text.includes(wanted));
    case "CONTAINS_WORD":
      throw invalidInput("CONTAINS_WORD is not supported in GetFindings.");
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;

function meetsDate({ Start, End, DateRange }: Filter, actual: unknown, now: Instant): boolean {
  const at = Date.parse(String(actual));
  if (Number.isNaN(at)) return false;
  if (DateRange) {
    const edge = now - DateRange.Value * DAY_MS;
    return DateRange.Comparison === "OLDER_THAN" ? at < edge : at >= edge && at <= now;
  }
  return at >= bound(Start, Number.NEGATIVE_INFINITY) && at <= bound(End, Number.POSITIVE_INFINITY);
}

function bound(text: string | undefined, open: number): number {
  if (text === undefined) return open;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalidInput(`Invalid date: ${text}`);
  return at;
}

function meetsNumber(one: Filter, actual: unknown): boolean {
  if (typeof actual !== "number") return false;
  const tests: readonly [string, (operand: number) => boolean][] = [
    ["Gte", (operand) => actual >= operand],
    ["Lte", (operand) => actual <= operand],
    ["Eq", (operand) => actual === operand],
    ["Gt", (operand) => actual > operand],
    ["Lt", (operand) => actual < operand],
  ];
  return tests.every(([name, holds]) => {
    const operand: unknown = Reflect.get(one, name);
    return typeof operand !== "number" || holds(operand);
  });
}
