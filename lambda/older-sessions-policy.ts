// The policy AWSRevokeOlderSessions as text: finding its cutoff, moving it forward, taking ours out again.
import type { Time } from "./model.ts";

export const OLDER_SESSIONS_POLICY = "AWSRevokeOlderSessions";

type Statement = Readonly<Record<string, unknown>>;
type Document = { readonly [member: string]: unknown; readonly Statement: readonly Statement[] };

/** A cutoff in whole seconds: token issue times have no fraction. */
export function cutoffTime(ms: number): Time {
  return `${new Date(Math.ceil(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The deny as the console's "Revoke active sessions" writes it. */
function olderSessionsStatement(cutoff: Time): Statement {
  return {
    Effect: "Deny",
    Action: ["*"],
    Resource: ["*"],
    Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } },
  };
}

/**
 * The text with sessions before `cutoff` denied, and everything else in it as it was. The cutoff only moves forward: where
 * the text denies as much already it comes back unchanged.
 */
export function denyOlderSessions(text: string | null, cutoff: Time): string {
  if (text === null) return JSON.stringify({ Version: "2012-10-17", Statement: [olderSessionsStatement(cutoff)] });
  const document = read(text);
  const present = latestCutoff(document);
  if (present === undefined) return write(document, [...document.Statement, olderSessionsStatement(cutoff)]);
  if (Date.parse(present) >= Date.parse(cutoff)) return text;
  return write(document, moveCutoff(document, present, cutoff));
}

/** The time before which every session is denied; undefined where none is. */
export function cutoffOf(text: string | null): Time | undefined {
  return text === null ? undefined : latestCutoff(read(text));
}

/**
 * What should stand there when our deny is lifted; null: nothing. `ours` is the text that we wrote last and `before` what
 * we found first. What others have added since stays, and so does a cutoff that they have moved further.
 */
export function withoutOurDeny(now: string, ours: string, before: string | null): string | null {
  if (sameMeaning(now, ours)) return before;
  const [document, cutoff] = [read(now), cutoffOf(ours)];
  if (cutoff === undefined || latestCutoff(document) !== cutoff) return now;
  const earlier = cutoffOf(before);
  if (earlier !== undefined) return write(document, moveCutoff(document, cutoff, earlier));
  return withoutOlderSessions(now);
}

/** The text without its latest deny of older sessions; null where nothing else is in it. */
export function withoutOlderSessions(text: string): string | null {
  const document = read(text);
  const cutoff = latestCutoff(document);
  const rest = document.Statement.filter(
    (statement) => cutoff === undefined || cutoffOfStatement(statement) !== cutoff,
  );
  return rest.length === 0 ? null : write(document, rest);
}

export function sameMeaning(one: string, other: string): boolean {
  return JSON.stringify(read(one)) === JSON.stringify(read(other));
}

/** The statements with the one that has the cutoff `from` moved to `to`; whatever else its author gave it stays. */
function moveCutoff({ Statement }: Document, from: Time, to: Time): readonly Statement[] {
  return Statement.map((statement) => {
    if (cutoffOfStatement(statement) !== from) return statement;
    return { ...statement, Condition: { DateLessThan: { "aws:TokenIssueTime": to } } };
  });
}

function write(document: Document, statements: readonly Statement[]): string {
  return JSON.stringify({ ...document, Statement: statements });
}

/** IAM accepts a single statement where a list may stand. */
function read(text: string): Document {
  const { Statement: statements, ...rest } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
  const list =
    statements === undefined
      ? []
      : Array.isArray(statements)
        ? (statements as readonly Statement[])
        : [statements as Statement];
  return { ...rest, Statement: list };
}

function latestCutoff(document: Document): Time | undefined {
  const cutoffs = document.Statement.flatMap((statement) => cutoffOfStatement(statement) ?? []);
  return cutoffs.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

/** Undefined unless the statement denies all to every session older than a time, and asks for nothing else. */
function cutoffOfStatement(statement: Statement): Time | undefined {
  const { Effect, Action, Resource, Condition, Sid: _sid, ...others } = statement;
  if (Effect !== "Deny" || !isStar(Action) || !isStar(Resource) || Object.keys(others).length > 0) return undefined;
  const [operator, ...moreOperators] = entriesOf(Condition);
  if (operator?.[0] !== "DateLessThan" || moreOperators.length > 0) return undefined;
  const [key, ...moreKeys] = entriesOf(operator[1]);
  if (key?.[0].toLowerCase() !== "aws:tokenissuetime" || moreKeys.length > 0) return undefined;
  const values = Array.isArray(key[1]) ? (key[1] as readonly unknown[]) : [key[1]];
  const [value] = values;
  const isTime = typeof value === "string" && ZONED.test(value) && !Number.isNaN(Date.parse(value));
  return values.length === 1 && isTime ? value : undefined;
}

/** A time without a zone means one thing here and may mean another to IAM. */
const ZONED = /T.*(Z|[+-]\d{2}:?\d{2})$/;

function isStar(element: unknown): boolean {
  return element === "*" || (Array.isArray(element) && element.includes("*"));
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
