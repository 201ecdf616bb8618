// The back-stop as a policy's text: whom it denies until when, who may not undo that, and taking one principal out again.
//
// A principal has two cutoffs at most, the earliest and the latest: two incidents may contain the same one, and lifting the
// later leaves what the earlier had. What others have written into the policy stays.
import type { Time } from "../model.ts";
import {
  literal,
  memberOf,
  type PolicyDocument,
  policyOf,
  readPolicy,
  type Statement,
  sameMeaning,
  textsOf,
  writePolicy,
} from "../policy-text.ts";
import type { DenySessionsByScp, Holding } from "../steps.ts";
import { guardStatement, guards, isGuard, spared } from "./backstop-guard.ts";

export const backstopName = ({ target }: DenySessionsByScp) => `credential-leak-responder-sessions-${target}`;

type Denied = { readonly arn: string; readonly cutoff: Time };
type Said = {
  readonly document: PolicyDocument;
  readonly others: readonly Statement[];
  readonly denied: readonly Denied[];
  readonly guard: Statement | undefined;
};

/** The text with the principal's older sessions denied and its steps guarded; unchanged where it says as much already. */
export function withBackstop(text: string | null, step: DenySessionsByScp): string {
  if (text !== null && holdsInText(text, step).holds) return text;
  const said = read(text ?? policyOf());
  const own = ofPrincipal(said, step);
  const cutoffs = [...own.map(({ cutoff }) => cutoff), step.cutoff].sort(byTime);
  const kept = new Set([cutoffs[0] ?? step.cutoff, cutoffs.at(-1) ?? step.cutoff]);
  const denied = [...kept].map((cutoff) => ({ arn: literal(step.principalArn), cutoff }));
  return write(said, [...said.denied.filter((one) => !own.includes(one)), ...denied], step) ?? policyOf();
}

/**
 * The text without what the step has brought into it; null: nothing would be left. A cutoff of the principal that was there
 * `before`, or is later than the step's, is another incident's.
 */
export function withoutBackstop(text: string, step: DenySessionsByScp, before: string | null): string | null {
  const said = read(text);
  const known = before === null ? [] : ofPrincipal(read(before), step);
  const ours = ofPrincipal(said, step).filter(
    ({ cutoff }) => !isLater(cutoff, step.cutoff) && !known.some((one) => one.cutoff === cutoff),
  );
  const rest = write(
    said,
    said.denied.filter((one) => !ours.includes(one)),
    step,
  );
  return rest !== null && sameMeaning(readPolicy(rest), said.document) ? text : rest;
}

/** Of a text that was found, what was there before the step: a deny of just its cutoff is ours, its record was lost. */
export function beforeBackstop(found: string, step: DenySessionsByScp): string | null {
  const said = read(found);
  const ours = ofPrincipal(said, step).filter(({ cutoff }) => cutoff === step.cutoff);
  if (ours.length === 0) return found;
  return write(
    said,
    said.denied.filter((one) => !ours.includes(one)),
    step,
  );
}

export function holdsInText(text: string, step: DenySessionsByScp): Holding {
  const said = read(text);
  const latest = latestCutoff(text, step);
  const where = `the policy ${backstopName(step)}`;
  if (latest === undefined) {
    return { holds: false, because: `The deny of ${step.principalArn} was taken out of ${where}.` };
  }
  if (isLater(step.cutoff, latest)) {
    return { holds: false, because: `The cutoff of ${step.principalArn} in ${where} was moved back to ${latest}.` };
  }
  if (said.guard && guards(said.guard, step)) return { holds: true };
  return { holds: false, because: `The guard of ${step.principalArn} in ${where} was taken out or weakened.` };
}

export function latestCutoff(text: string, step: DenySessionsByScp): Time | undefined {
  const cutoffs = ofPrincipal(read(text), step).map(({ cutoff }) => cutoff);
  return cutoffs.sort(byTime).at(-1);
}

/** How many principals a text denies. */
export function principalsIn(text: string): number {
  return new Set(read(text).denied.map(({ arn }) => arn)).size;
}

function read(text: string): Said {
  const document = readPolicy(text);
  const others = document.Statement.filter((one) => !isGuard(one) && deniedIn(one).length === 0);
  return { document, others, denied: document.Statement.flatMap(deniedIn), guard: document.Statement.find(isGuard) };
}

/** One statement for each cutoff, and one guard for all. Null where nothing is left. */
function write({ document, others, guard }: Said, denied: readonly Denied[], step: DenySessionsByScp): string | null {
  const cutoffs = [...new Set(denied.map(({ cutoff }) => cutoff))].sort(byTime);
  const denies = cutoffs.map((time) => denyStatement(arnsOf(denied.filter(({ cutoff }) => cutoff === time)), time));
  const guarded = arnsOf(denied);
  const exempt = [...new Set([...(guard ? spared(guard) : []), ...step.exempt])].sort();
  const guarding = guarded.length === 0 ? [] : [guardStatement(guarded, exempt, step)];
  const statements = [...others, ...denies, ...guarding];
  return statements.length === 0 ? null : writePolicy(document, statements);
}

/** `aws:PrincipalArn` of a session is its role's or user's: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
function denyStatement(arns: readonly string[], cutoff: Time): Statement {
  const Condition = { ArnEquals: { "aws:PrincipalArn": arns }, DateLessThan: { "aws:TokenIssueTime": cutoff } };
  return { Effect: "Deny", Action: "*", Resource: "*", Condition };
}

/** Empty unless the statement is a deny as we write it. */
function deniedIn(statement: Statement): readonly Denied[] {
  const { Condition } = statement as { readonly Condition?: unknown };
  const arns = textsOf(memberOf(memberOf(Condition, "ArnEquals"), "aws:PrincipalArn"));
  const [cutoff = ""] = textsOf(memberOf(memberOf(Condition, "DateLessThan"), "aws:TokenIssueTime"));
  if (Number.isNaN(Date.parse(cutoff)) || !sameMeaning(statement, denyStatement(arns, cutoff))) return [];
  return arns.map((arn) => ({ arn, cutoff }));
}

function ofPrincipal({ denied }: Said, { principalArn }: DenySessionsByScp): readonly Denied[] {
  return denied.filter(({ arn }) => arn === literal(principalArn));
}

function arnsOf(denied: readonly Denied[]): readonly string[] {
  return [...new Set(denied.map(({ arn }) => arn))].sort();
}

function byTime(one: Time, other: Time): number {
  return Date.parse(one) - Date.parse(other);
}

function isLater(one: Time, other: Time): boolean {
  return byTime(one, other) > 0;
}
