// The denies of older sessions that have stood on a principal, version by version: read here anew, not by the responder's own eyes.
import type { Instant } from "../../mock-aws/clock.ts";
import type { Permissions } from "../../mock-aws/iam/entities.ts";
import { iam } from "../../mock-aws/iam/state.ts";
import type { World } from "../../mock-aws/world.ts";
import type { Principal } from "../organization.ts";

export type Version = {
  readonly since: Instant;
  /** Cutoffs by whom they are about; "" is everybody. */
  readonly cutoffs: ReadonlyMap<string, Instant>;
  readonly hasForeign: boolean;
  /** The inline policies as they are written. */
  readonly text: string;
};

/** The `Sid` of what somebody else keeps under the deny's name. */
export const FOREIGN = "Theirs";

/** Oldest first; of the last hour. */
export function versionsOf(world: World, { kind, account, name }: Principal): readonly Version[] {
  const state = iam(world, account);
  const entity = (kind === "role" ? state.roles : state.users).get(name.toLowerCase());
  return (entity?.permissions.history ?? []).map(({ since, value }) => versionOf(since, value));
}

function versionOf(since: Instant, { inline, attached, boundary }: Permissions): Version {
  const statements = [...inline.values()].flatMap(({ text }) => statementsOf(text));
  const cutoffs = new Map<string, Instant>();
  for (const [scope, cutoff] of statements.flatMap(deny)) cutoffs.set(scope, Math.max(cutoff, cutoffs.get(scope) ?? 0));
  const policies = [...inline].map(([name, { text }]) => [name, text]).sort();
  return {
    since,
    cutoffs,
    hasForeign: statements.some(({ Sid }) => Sid === FOREIGN),
    text: JSON.stringify([policies, attached, boundary]),
  };
}

type Statement = { readonly Sid?: string; readonly Effect?: string; readonly Condition?: Conditions };
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function statementsOf(text: string): readonly Statement[] {
  return [JSON.parse(text).Statement].flat();
}

function deny({ Effect, Condition = {} }: Statement): readonly (readonly [string, Instant])[] {
  const { DateLessThan, ...others } = Condition;
  const time = [DateLessThan?.["aws:TokenIssueTime"] ?? []].flat()[0];
  if (Effect !== "Deny" || time === undefined) return [];
  return [[Object.keys(others).length === 0 ? "" : JSON.stringify(others), Date.parse(time)]];
}
