// What has happened in a seed so far: what the laws are asked about.
import type { Incident } from "../../lambda/incident.ts";
import type { Instant } from "../../mock-aws/clock.ts";
import type { Fault } from "../../mock-aws/faults.ts";
import type { Tell } from "../story.ts";
import type { Version } from "./denies.ts";
import type { Alerted, Narrowed } from "./laws.ts";
import { MOST } from "./people.ts";
import type { Plan } from "./plan.ts";
import type { Stage } from "./stage.ts";
import type { Stolen } from "./thieves.ts";

export type Record = {
  readonly stage: Stage;
  readonly plan: Plan;
  readonly tell: Tell;
  readonly stolen: Stolen[];
  readonly alerted: Alerted[];
  readonly narrowed: Narrowed[];
  /** The cutoffs of somebody else's denies. */
  readonly others: Instant[];
  /** Those that nobody has deleted since: what the responder puts back is its own. */
  readonly othersKept: Set<Instant>;
  readonly struck: { readonly name: string; readonly fault: Fault; readonly at: Instant; readonly until: Instant }[];
  /** How each principal's policies were before anything leaked, by ARN. */
  readonly before: Map<string, Version>;
  readonly violations: string[];
  deadLetters: number;
};

/** As the ledger has them now. */
export async function incidentsOf({ stage: { ledger } }: Record): Promise<readonly Incident[]> {
  const heads = await ledger.list(MOST);
  return (await Promise.all(heads.map(({ id }) => ledger.read(id)))).flatMap((one) => one ?? []);
}
