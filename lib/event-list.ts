// What is heard: the alerts of every source, and the trail's calls, as rules.
import { SOURCES } from "../lambda/intake/index.ts";
import { TRAIL_RULES, type TrailRule } from "../lambda/trail-rules.ts";
import type { EventRule } from "./event-rules.ts";

export const ALERT_RULES: readonly EventRule[] = SOURCES.map(({ name, pattern }) => ({
  name,
  pattern,
  description: `Alerts of ${name} that name a credential, to the credential leak responder`,
}));

/** Changes of the organization come up with IAM's events, those of permission sets where Identity Center is. */
export function administrationRules(of: "organization" | "identity-center"): readonly EventRule[] {
  const isOfOrganization = ({ name }: EventRule) => name === "changed-organization";
  return trailRules(["administration"]).filter((rule) => isOfOrganization(rule) === (of === "organization"));
}

/** `where`: which of them come up at all in this place. */
export function trailRules(where: readonly TrailRule["where"][]): readonly EventRule[] {
  return TRAIL_RULES.filter((rule) => where.includes(rule.where)).map(({ name, pattern, state }) => ({
    name,
    pattern,
    state,
    description: `Calls on the trail (${name}), to the credential leak responder`,
  }));
}
