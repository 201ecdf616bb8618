// What is heard: the alerts of every source, and the trail's calls, as rules.
import { SOURCES } from "../lambda/intake/index.ts";
import { HOME_OF_IAM, partitionOf } from "../lambda/partition.ts";
import { TRAIL_RULES, type TrailRule } from "../lambda/trail-rules.ts";
import type { EventRule } from "./event-rules.ts";

export const ALERT_RULES: readonly EventRule[] = SOURCES.map(({ name, pattern }) => ({
  name,
  pattern,
  description: `Alerts of ${name} that name a credential, to the credential leak responder`,
}));

/** In the responder's own Region, where what is forwarded comes up too. */
export const HOME_RULES: readonly EventRule[] = [
  ...ALERT_RULES,
  ...trailRules(["every-region", "home-region", "administration"]),
];

type Administers = { readonly identityCenterRegion?: string | undefined };

/** In another Region that is heard. `administers`: where the responder's own account administers the organization. */
export function forwardedRules(region: string, administers: Administers | undefined): readonly EventRule[] {
  const isHomeOfIam = region === HOME_OF_IAM[partitionOf(region)];
  return [
    ...ALERT_RULES,
    ...trailRules(isHomeOfIam ? ["every-region", "home-region"] : ["every-region"]),
    ...(administers && isHomeOfIam ? administrationRules("organization") : []),
    ...(administers?.identityCenterRegion === region ? administrationRules("identity-center") : []),
  ];
}

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
