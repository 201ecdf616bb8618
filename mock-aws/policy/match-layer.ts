// What all policies of one kind say to a request: the statements that allow, and those that deny.
import type { LayerOutcome, MatchedStatement } from "./decision.ts";
import { matchStatement, type Query } from "./match-statement.ts";
import type { PolicySource } from "./policies.ts";
import type { Grant } from "./principal.ts";
import type { Statement } from "./statement.ts";

export type LayerMatch = {
  readonly outcome: LayerOutcome;
  readonly allows: readonly MatchedStatement[];
  readonly denies: readonly MatchedStatement[];
  /** The most direct grant among the allows; absent without any. */
  readonly grant?: Grant;
};

const STRENGTH: Readonly<Record<Grant, number>> = { direct: 3, limited: 2, account: 1 };

/** One statement that allows is enough, unless one denies. */
export function matchLayer(sources: readonly PolicySource[], query: Query): LayerMatch {
  const allows: MatchedStatement[] = [];
  const denies: MatchedStatement[] = [];
  let best: Grant | undefined;
  for (const source of sources) {
    for (const statement of source.document.statements) {
      const grant = matchStatement(statement, source, query);
      if (grant === undefined) continue;
      (statement.effect === "Deny" ? denies : allows).push(matched(statement, source));
      if (statement.effect === "Allow") best = moreDirect(best, grant);
    }
  }
  return { outcome: outcomeOf(allows, denies), allows, denies, ...(best === undefined ? {} : { grant: best }) };
}

/** SCPs and RCPs: "there must be an explicit Allow at every level" [Organizations User Guide, SCP evaluation]. */
export function matchLevels(levels: readonly (readonly PolicySource[])[], query: Query): LayerMatch {
  const matches = levels.map((level) => matchLayer(level, query));
  const denies = matches.flatMap((match) => match.denies);
  const everyLevel = matches.every((match) => match.allows.length > 0);
  return {
    outcome: denies.length > 0 ? "explicitDeny" : everyLevel ? "allowed" : "implicitDeny",
    allows: matches.flatMap((match) => match.allows),
    denies,
  };
}

function outcomeOf(allows: readonly MatchedStatement[], denies: readonly MatchedStatement[]): LayerOutcome {
  if (denies.length > 0) return "explicitDeny";
  return allows.length > 0 ? "allowed" : "implicitDeny";
}

function moreDirect(one: Grant | undefined, other: Grant): Grant {
  return one !== undefined && STRENGTH[one] > STRENGTH[other] ? one : other;
}

function matched(statement: Statement, source: PolicySource): MatchedStatement {
  return {
    sourceId: source.id,
    sourceKind: source.kind,
    effect: statement.effect,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    index: statement.index,
    begin: statement.begin,
    end: statement.end,
  };
}
