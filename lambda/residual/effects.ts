// What a call does to things, by the rules that know it: which it leaves and which it ends.
import type { Time } from "../model.ts";
import type { CredentialEnds } from "./credential-ends.ts";
import type { ResidualKind, Rule } from "./kind.ts";
import type { Call } from "./read-call.ts";
import { type Rendered, renderCommand, renderText, type Scope, shown } from "./template.ts";
import { trailTime } from "./trail-time.ts";
import { listOf, textOf, valueAt } from "./values.ts";

export type KnownRule = { readonly kind: ResidualKind; readonly rule: Rule };

export type Effect = {
  readonly call: Call;
  readonly kind: ResidualKind;
  readonly rule: Rule;
  readonly ends: string | undefined;
  /** Identity of what stays, unless something was ended, and what is said of it. */
  readonly leaves: string;
  readonly of: string | undefined;
  /** Identities, and what people call the new one. */
  readonly renamed: { readonly from: string; readonly to: string; readonly name: string } | undefined;
  /** The deletion of what it makes, which somebody else has undone by it. */
  readonly restores: string;
  readonly what: string;
  readonly detail: string | undefined;
  readonly account: string | undefined;
  readonly until: number | undefined;
  readonly commands: readonly string[];
};

/** Rules of one kind and call: those that match, else those that are there for the rest. */
export function matching(rules: readonly KnownRule[], call: Call): readonly KnownRule[] {
  const fits = rules.filter(({ rule }) => (rule.when?.(call) ?? true) && elements(rule, call).length > 0);
  return fits.filter(
    ({ kind, rule }) => !rule.otherwise || !fits.some((other) => other.kind === kind && !other.rule.otherwise),
  );
}

export function effectsOf(known: KnownRule, call: Call, ends: CredentialEnds, now: number): readonly Effect[] {
  // As the console's button does, a little ahead: what is issued while IAM propagates must not escape.
  const cutoff = new Date(now + CUTOFF_AHEAD_MS).toISOString().replace(/\.\d+Z$/, "Z");
  const given = { denyOlder: DENY_OLDER.replace("CUTOFF", cutoff) };
  return elements(known.rule, call).map((element) => effect(known, { call, element, given }, ends));
}

const CUTOFF_AHEAD_MS = 30_000;
const DENY_OLDER = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Deny", Action: ["*"], Resource: ["*"], Condition: { DateLessThan: { "aws:TokenIssueTime": "CUTOFF" } } },
  ],
});

function effect({ kind, rule }: KnownRule, scope: Scope, ends: CredentialEnds): Effect {
  const { call } = scope;
  const account = rule.account === undefined ? undefined : renderText(rule.account, scope);
  const identity = ({ whole, partial }: Rendered) => `${placeOf(call)}|${whole}${partial ? `|${call.id}` : ""}`;
  const named = (template: string | undefined) =>
    template === undefined ? undefined : identity(renderText(template, scope));
  const left = renderText(rule.leaves ?? `deletion of ${rule.ends ?? call.name}`, scope);
  const detail = rule.detail?.(call);
  return {
    call,
    kind,
    rule,
    ends: named(rule.ends),
    leaves: identity(left),
    of: named(rule.of),
    renamed: renamedBy(rule, scope, identity),
    restores: identity({ ...left, whole: `deletion of ${left.whole}` }),
    what: left.text,
    detail: detail === undefined ? undefined : shown(detail),
    account: account !== undefined && /^\d{12}$/.test(account.text) ? account.text : call.account,
    until: endingOf(rule, call, ends),
    commands: (rule.commands ?? []).map((command) => renderCommand(command, scope)),
  };
}

function renamedBy({ renames }: Rule, scope: Scope, identity: (rendered: Rendered) => string) {
  if (renames === undefined) return undefined;
  const [from, to] = [renderText(renames.from, scope), renderText(renames.to, scope)];
  return from.partial || to.partial ? undefined : { from: identity(from), to: identity(to), name: to.text };
}

/** A rule for each element is still a rule for the call where its list is missing, unless it asks for a member. */
function elements({ each, has }: Rule, call: Call): readonly unknown[] {
  if (each === undefined) return [undefined];
  const all = each.startsWith(">") ? listAt(call.answered, each.slice(1)) : listAt(call.asked, each);
  if (has !== undefined) return all.filter((element) => textOf(valueAt(element, has)) !== undefined);
  return all.length > 0 ? all : [undefined];
}

/** EC2's newer operations write `item` for `items`. */
function listAt(value: unknown, path: string): readonly unknown[] {
  return listOf(valueAt(value, path) ?? valueAt(value, path.replace(/\.items$/, ".item")));
}

function endingOf({ until }: Rule, call: Call, credential: CredentialEnds): number | undefined {
  if (until === undefined) return undefined;
  if ("at" in until) return trailTime(valueAt(call.answered, until.at));
  if ("credentialAnd" in until) {
    const end = credential(call);
    return end === undefined ? undefined : end + until.credentialAnd * 1000;
  }
  const asked = Number(until.asked === undefined ? undefined : textOf(valueAt(call.asked, until.asked)));
  const seconds = asked > 0 ? asked : until.seconds;
  return Number.isFinite(call.at + seconds) ? call.at + seconds * 1000 : undefined;
}

/** Where a name is one thing's: STS's key ids anywhere, global services in the account, others in its Region. */
function placeOf({ name, account = "?", region = "?" }: Call): string {
  const service = name.slice(0, name.indexOf(":"));
  if (service === "sts") return "";
  return ONCE_AN_ACCOUNT.has(service) ? account : `${account}|${region}`;
}

const ONCE_AN_ACCOUNT: ReadonlySet<string> = new Set([
  ...["iam", "organizations", "s3", "signin", "budgets", "ce", "account", "cloudfront", "route53"],
]);

/** ISO 8601; nothing where the time is unknown or beyond dates. */
export function timeOf(ms: number | undefined): Time | undefined {
  return ms !== undefined && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : undefined;
}
