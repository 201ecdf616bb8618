// The deny of older sessions in a policy's text: finding its cutoff, moving it forward, taking ours out again.
//
// Denies of all sessions and of single scopes stand side by side in one document. A deny of all counts for every scope.
import type { Time } from "./model.ts";
import {
  covers,
  deniedSessions,
  isExactly,
  olderSessionsStatement,
  type SessionScope,
  withCutoff,
} from "./older-sessions-statement.ts";
import { policyOf, readPolicy, type Statement, sameMeaning, writePolicy } from "./policy-text.ts";

export const OLDER_SESSIONS_POLICY = "AWSRevokeOlderSessions";
/** The console's button replaces the policy above: what denies single sessions has a name of its own. */
export const SESSIONS_POLICY = "AWSRevokeOlderSessions-Sessions";

/** A cutoff in whole seconds: token issue times have no fraction. */
export function cutoffTime(ms: number): Time {
  return `${new Date(Math.ceil(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/**
 * The text with sessions before `cutoff` denied, and everything else in it as it was. The cutoff only moves forward: where
 * the text denies as much already, in this scope or in a wider one, it comes back unchanged.
 */
export function denyOlderSessions(text: string | null, cutoff: Time, scope?: SessionScope): string {
  if (text === null) return policyOf(olderSessionsStatement(cutoff, scope));
  const present = cutoffOf(text, scope);
  if (present !== undefined && !isEarlier(present, cutoff)) return text;
  const document = readPolicy(text);
  const own = ownDeny(document.Statement, scope);
  if (own === undefined) return writePolicy(document, [...document.Statement, olderSessionsStatement(cutoff, scope)]);
  return writePolicy(document, moved(document.Statement, own.index, cutoff));
}

/** The time before which every session of the scope is denied; undefined where none is. */
export function cutoffOf(text: string | null, scope?: SessionScope): Time | undefined {
  if (text === null) return undefined;
  const cutoffs = readPolicy(text).Statement.flatMap((statement) => {
    const denied = deniedSessions(statement);
    return denied && covers(denied, scope) ? denied.cutoff : [];
  });
  return latest(cutoffs);
}

/** A deny of ours in a text: what it was told to deny, what was found before it, what stood there after it was written. */
export type OurDeny = { readonly cutoff: Time; readonly before: string | null; readonly wrote: string };

/**
 * What should stand there when our deny is lifted; null: nothing. What others have written beside it stays, and so does a
 * cutoff that they have moved further: it comes back unchanged where nothing in it is ours.
 */
export function withoutOurDeny(now: string, ours: OurDeny, scope?: SessionScope): string | null {
  const document = readPolicy(now);
  const own = ourDeny(document.Statement, ours, scope);
  if (own === undefined) return now;
  const found = ownCutoff(ours.before, scope);
  const isMoved = found !== undefined && isEarlier(found, own.cutoff); // A later one was gone before ours was written.
  const statements = isMoved ? moved(document.Statement, own.index, found) : document.Statement.toSpliced(own.index, 1);
  const { before } = ours;
  if (before !== null && sameMeaning({ ...document, Statement: statements }, readPolicy(before))) return before;
  return statements.length === 0 ? null : writePolicy(document, statements);
}

/** The text without its latest deny of older sessions; null where nothing else is in it. */
export function withoutOlderSessions(text: string, scope?: SessionScope): string | null {
  const document = readPolicy(text);
  const own = ownDeny(document.Statement, scope);
  if (own === undefined) return text;
  const rest = document.Statement.toSpliced(own.index, 1);
  return rest.length === 0 ? null : writePolicy(document, rest);
}

/**
 * The statement has the cutoff that we gave it: the step's, or an earlier one where a wider deny of somebody else spared us
 * moving it. One that was there before us is not ours, and neither is one with a later cutoff. A cutoff never moves back: where
 * we wrote an earlier one than was found, the other had been deleted, and ours was put back.
 */
function ourDeny(statements: readonly Statement[], { cutoff, before, wrote }: OurDeny, scope?: SessionScope) {
  const own = ownDeny(statements, scope);
  if (own === undefined) return undefined;
  const [written, found] = [ownCutoff(wrote, scope), ownCutoff(before, scope)];
  const isWritten = isSame(own.cutoff, cutoff) || (isSame(own.cutoff, written) && isEarlier(own.cutoff, cutoff));
  const isPutBack = isSame(own.cutoff, written) && !isSame(own.cutoff, found);
  const isNew = found === undefined || isEarlier(found, own.cutoff) || isPutBack;
  return isWritten && isNew ? own : undefined;
}

/** The latest statement that denies just this scope: the one that moves. */
function ownDeny(statements: readonly Statement[], scope?: SessionScope) {
  const own = statements.flatMap((statement, index) => {
    const denied = deniedSessions(statement);
    return denied && isExactly(denied, scope) ? { index, cutoff: denied.cutoff } : [];
  });
  return own.reduce<(typeof own)[number] | undefined>(
    (last, next) => (last === undefined || isEarlier(last.cutoff, next.cutoff) ? next : last),
    undefined,
  );
}

function ownCutoff(text: string | null, scope?: SessionScope): Time | undefined {
  return text === null ? undefined : ownDeny(readPolicy(text).Statement, scope)?.cutoff;
}

/** The cutoff of one statement moved; whatever else its author gave it stays, and so does the form that he wrote it in. */
function moved(statements: readonly Statement[], index: number, cutoff: Time): readonly Statement[] {
  return statements.map((statement, at) => (at === index ? withCutoff(statement, cutoff) : statement));
}

function latest(cutoffs: readonly Time[]): Time | undefined {
  return cutoffs.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

function isEarlier(one: Time, other: Time): boolean {
  return Date.parse(one) < Date.parse(other);
}

function isSame(one: Time, other: Time | undefined): boolean {
  return other !== undefined && Date.parse(one) === Date.parse(other);
}
