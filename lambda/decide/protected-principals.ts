// Principals that the configuration puts under protection: they are asked about, never contained unasked.
import { arnMatches } from "../arn.ts";
import { aboutPrincipal, PASS } from "./guardrail.ts";

export const protectedPrincipals = aboutPrincipal(({ arn }, { config }) => {
  const pattern = config.protectedPrincipals.find((candidate) => arnMatches(candidate, arn));
  if (pattern === undefined) return PASS;
  return { is: "ask", because: `${arn} is protected by the pattern ${pattern} in the configuration.` };
});
