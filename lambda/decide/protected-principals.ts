// Principals that a person has put under protection: what the configuration names is asked about, never acted on.
import { arnMatches } from "../arn.ts";
import type { Guardrail } from "./guardrail.ts";
import { NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const protectedPrincipals: Guardrail = ({ resolution, config }) => {
  if (!resolution.found) return NOT_APPLICABLE;
  const { arn } = resolution.principal;
  const pattern = config.protectedPrincipals.find((candidate) => arnMatches(candidate, arn));
  if (pattern === undefined) return PASS;
  return { is: "ask", because: `${arn} is protected by the pattern ${pattern} in the configuration.` };
};
