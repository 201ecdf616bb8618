// One statement that denies older sessions: writing it, and reading what a statement of anybody's denies.
import type { Time } from "./model.ts";
import type { Statement } from "./policy-text.ts";

/** Whose sessions, where not everybody's: one session of a role, one person of Identity Center. */
export type SessionScope = { readonly key: "aws:userid" | "identitystore:userId"; readonly value: string };

/** What a statement denies: all that was issued before the cutoff, to everybody or to those of the scope. */
export type DeniedSessions = {
  readonly cutoff: Time;
  readonly scope?: { readonly key: string; readonly values: readonly string[] };
};

/** Without a scope, the deny word for word as the console's "Revoke active sessions" writes it. */
export function olderSessionsStatement(cutoff: Time, scope?: SessionScope): Statement {
  return {
    Effect: "Deny",
    Action: ["*"],
    Resource: ["*"],
    Condition: {
      DateLessThan: { "aws:TokenIssueTime": cutoff },
      ...(scope === undefined ? {} : { StringEquals: { [scope.key]: scope.value } }),
    },
  };
}

/**
 * Undefined unless the statement denies everything to sessions older than a time, asking for nothing else but whose they
 * are. Whatever is not surely such a deny is none: one too many does no harm, one too few does.
 */
export function deniedSessions(statement: Statement): DeniedSessions | undefined {
  const { Effect, Action, Resource, Condition, Sid: _sid, ...others } = statement;
  if (Effect !== "Deny" || !isStar(Action) || !isStar(Resource) || Object.keys(others).length > 0) return undefined;
  const { DateLessThan, StringEquals, ...moreOperators } = membersOf(Condition);
  if (Object.keys(moreOperators).length > 0) return undefined;
  const time = onlyMember(DateLessThan);
  const [cutoff, ...moreTimes] = time?.values ?? [];
  if (time?.key !== "aws:tokenissuetime" || !isTime(cutoff) || moreTimes.length > 0) return undefined;
  if (StringEquals === undefined) return { cutoff };
  const scope = onlyMember(StringEquals);
  if (scope === undefined || !scope.values.every((value) => typeof value === "string")) return undefined;
  return { cutoff, scope: { key: scope.key, values: scope.values } };
}

/** The same statement with another cutoff, in the form that its author gave it. */
export function withCutoff(statement: Statement, cutoff: Time): Statement {
  const condition = membersOf(statement["Condition"]);
  const times = Object.entries(membersOf(condition["DateLessThan"])).map(([key, value]) => [
    key,
    Array.isArray(value) ? [cutoff] : cutoff,
  ]);
  return { ...statement, Condition: { ...condition, DateLessThan: Object.fromEntries(times) } };
}

/** Whether it denies nothing but the older sessions of this scope. */
export function isExactly(denied: DeniedSessions, scope?: SessionScope): boolean {
  if (denied.scope === undefined || scope === undefined) return denied.scope === scope;
  return covers(denied, scope) && denied.scope.values.length === 1;
}

/** Whether it denies older sessions of this scope, maybe beside others. */
export function covers(denied: DeniedSessions, scope?: SessionScope): boolean {
  if (denied.scope === undefined) return true;
  return (
    scope !== undefined && denied.scope.key === scope.key.toLowerCase() && denied.scope.values.includes(scope.value)
  );
}

/** The one condition key of an operator, which IAM compares without regard to case, with its values. */
function onlyMember(operator: unknown): { readonly key: string; readonly values: readonly string[] } | undefined {
  const [member, ...more] = Object.entries(membersOf(operator));
  if (member === undefined || more.length > 0) return undefined;
  const [key, value] = member;
  return { key: key.toLowerCase(), values: Array.isArray(value) ? (value as readonly string[]) : [value as string] };
}

/**
 * A time without a zone means one thing here and may mean another to IAM; and `Date.parse` alone finds a year in nearly any
 * text.
 */
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

function isTime(value: unknown): value is Time {
  return typeof value === "string" && ZONED.test(value) && !Number.isNaN(Date.parse(value));
}

function isStar(element: unknown): boolean {
  return element === "*" || (Array.isArray(element) && element.includes("*"));
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
