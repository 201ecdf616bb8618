// A trust policy as text, read into statements. What is not understood is kept in words and never left out.
import * as z from "zod";
import type { AssumeCall } from "../way-in.ts";
import type { Condition } from "./condition.ts";
import { shown } from "./shown.ts";
import { wildcard } from "./wildcard.ts";

export type TrustPrincipal = { readonly type: string; readonly name: string };

export type TrustStatement = {
  /** Counts from 1. */
  readonly number: number;
  readonly effect: "Allow" | "Deny";
  readonly principals: readonly TrustPrincipal[];
  /** `NotPrincipal`: everybody but these. */
  readonly butThese: boolean;
  readonly actions: readonly string[];
  readonly butTheseActions: boolean;
  readonly conditions: readonly Condition[];
  /** What of it is not understood: an Allow with such lets in under reserve, a Deny with such closes nothing for sure. */
  readonly unknown: readonly string[];
};

/** `problems`: statements, or the whole text, of which nobody can say whom they let in. */
export type Trust = { readonly statements: readonly TrustStatement[]; readonly problems: readonly string[] };

export const ASSUME_CALLS: readonly AssumeCall[] = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
];

export function readTrust(text: string): Trust {
  const policy = object.safeParse(parseJson(text));
  const listed = policy.success ? policy.data["Statement"] : undefined;
  if (listed === undefined) return { statements: [], problems: ["It is no policy: it has no statements."] };
  const read = [listed].flat().map((statement, index) => readStatement(statement, index + 1));
  return {
    statements: read.flatMap((statement) => ("problem" in statement ? [] : [statement])),
    problems: read.flatMap((one) => ("problem" in one ? [one.problem] : strangeActions(one))),
  };
}

/** Actions know no case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function covers({ actions, butTheseActions }: TrustStatement, call: AssumeCall): boolean {
  return actions.some((action) => wildcard(action.toLowerCase(), call.toLowerCase())) !== butTheseActions;
}

const object = z.record(z.string(), z.unknown());
const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const principals = z.union([
  // `"*"` and `{"AWS": "*"}` are the same: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  z.literal("*").transform((): readonly TrustPrincipal[] => [{ type: "AWS", name: "*" }]),
  z
    .record(z.string(), texts)
    .transform((types) =>
      Object.entries(types).flatMap(([type, names]) => names.map((name): TrustPrincipal => ({ type, name }))),
    ),
]);
const conditions = z.record(
  z.string(),
  z.record(
    z.string(),
    z.unknown().transform((value) => [value].flat().map(textOf)),
  ),
);

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readStatement(statement: unknown, number: number): TrustStatement | { readonly problem: string } {
  const problem = (what: string) => ({ problem: `Statement ${number} ${what}.` });
  const members = object.safeParse(statement);
  if (!members.success) return problem("is no statement");
  const { Effect, Principal, NotPrincipal, Action, NotAction, Condition, Sid: _sid, ...others } = members.data;
  if (Effect !== "Allow" && Effect !== "Deny") return problem("neither allows nor denies");
  const who = principals.safeParse(Principal ?? NotPrincipal);
  const actions = texts.safeParse(Action ?? NotAction);
  if (!who.success) return problem(`${Effect === "Allow" ? "lets in" : "denies"} whom nobody can read`);
  if (!actions.success) return problem("has no action that can be read");
  const when = conditions.safeParse(Condition ?? {});
  return {
    number,
    effect: Effect,
    principals: who.data,
    butThese: Principal === undefined,
    actions: actions.data,
    butTheseActions: Action === undefined,
    conditions: when.success ? conditionsIn(when.data) : [],
    unknown: [
      ...Object.keys(others).map((name) => `Statement ${number} has an element that is not understood: ${shown(name)}`),
      ...(when.success ? [] : [`Statement ${number} has conditions that cannot be read`]),
      // "You cannot use the NotPrincipal element … in an IAM role trust policy": what AWS makes of one is not documented.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
      ...(NotPrincipal === undefined ? [] : [`Statement ${number} has a NotPrincipal`]),
      ...(Action === undefined || NotAction === undefined ? [] : [`Statement ${number} has an Action and a NotAction`]),
    ],
  };
}

function conditionsIn(
  read: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): readonly Condition[] {
  return Object.entries(read).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
}

/** A way to assume roles that AWS has added since: whom it lets in is not among the ways. */
function strangeActions({ number, effect, actions, butTheseActions }: TrustStatement): readonly string[] {
  if (effect === "Deny" || butTheseActions) return [];
  const isStrange = (action: string) =>
    /^sts:AssumeRole\w+$/i.test(action) && !ASSUME_CALLS.some((call) => call.toLowerCase() === action.toLowerCase());
  return actions
    .filter(isStrange)
    .map((action) => `Statement ${number} lets somebody in by ${shown(action)}, which is not known here.`);
}

/** A member `__proto__` gets another name, which is as unknown: copies of objects lose it, and what it says would be gone unseen. */
function parseJson(text: string): unknown {
  const renamed = ([name, value]: readonly [string, unknown]) =>
    [name === "__proto__" ? "proto" : name, value] as const;
  try {
    return JSON.parse(text, (_, value: unknown) => {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, "__proto__")) return value;
      return Object.fromEntries(Object.entries(value).map(renamed));
    });
  } catch {
    return undefined;
  }
}
