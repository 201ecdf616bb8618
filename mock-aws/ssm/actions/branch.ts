// aws:branch — https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branchdocs.html
import { z } from "zod";
import { asText } from "../references.ts";
import { action } from "./action.ts";

const text = (holds: (value: string, operand: string) => boolean) => ({
  operand: z.string(),
  holds: (value: unknown, operand: unknown) => holds(asText(value), asText(operand)),
});
const numeric = (holds: (value: number, operand: number) => boolean) => ({
  operand: z.number(),
  holds: (value: unknown, operand: unknown) =>
    value !== "" && !Number.isNaN(Number(value)) && holds(Number(value), Number(operand)),
});

const OPERATIONS = {
  StringEquals: text((value, operand) => value === operand),
  EqualsIgnoreCase: text((value, operand) => value.toLowerCase() === operand.toLowerCase()),
  StartsWith: text((value, operand) => value.startsWith(operand)),
  EndsWith: text((value, operand) => value.endsWith(operand)),
  Contains: text((value, operand) => value.includes(operand)),
  NumericEquals: numeric((value, operand) => value === operand),
  NumericGreater: numeric((value, operand) => value > operand),
  NumericLesser: numeric((value, operand) => value < operand),
  NumericGreaterOrEquals: numeric((value, operand) => value >= operand),
  NumericLesserOrEquals: numeric((value, operand) => value <= operand),
  BooleanEquals: {
    operand: z.boolean(),
    holds: (value: unknown, operand: unknown) => asText(value) === asText(operand),
  },
};

type Operation = keyof typeof OPERATIONS;

const NAMES = Object.keys(OPERATIONS) as Operation[];

type Condition = { readonly Variable?: unknown } & Readonly<Record<string, unknown>>;

/** One operation on a variable, or a combination of such. */
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    ...NAMES.map((name) => z.strictObject({ Variable: z.unknown(), [name]: OPERATIONS[name].operand })),
    z.strictObject({ And: z.array(condition).min(1) }),
    z.strictObject({ Or: z.array(condition).min(1) }),
    z.strictObject({ Not: condition }),
  ]),
);

/** A choice is a condition with the step that it leads to. */
const choice = z.looseObject({ NextStep: z.string() }).transform(({ NextStep, ...rest }, context) => {
  const read = condition.safeParse(rest);
  if (read.success) return { NextStep, condition: read.data };
  context.addIssue("A choice needs NextStep and one supported operation on a Variable, or And, Or or Not of such");
  return z.NEVER;
});

const inputs = z.strictObject({ Choices: z.array(choice).min(1), Default: z.string().optional() });

export const branch = action({
  written: inputs,
  inputs,
  outputs: [],
  takesAbsent: true,
  choices(written) {
    const { Choices, Default } = inputs.parse(written);
    return [...Choices.map(({ NextStep }) => NextStep), ...(Default === undefined ? [] : [Default])];
  },
  /** Without a Default the next step follows, or the end where the step is one. */
  run({ Choices, Default }) {
    const next = Choices.find((one) => holds(one.condition))?.NextStep ?? Default;
    return { outcome: "success", ...(next === undefined ? {} : { next }) };
  },
});

function holds(one: Condition): boolean {
  if (Array.isArray(one["And"])) return one["And"].every(holds);
  if (Array.isArray(one["Or"])) return one["Or"].some(holds);
  if ("Not" in one) return !holds(one["Not"] as Condition); // The schema has seen it.
  return NAMES.some((name) => name in one && OPERATIONS[name].holds(one.Variable, one[name]));
}
