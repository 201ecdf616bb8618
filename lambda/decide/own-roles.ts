// The responder's own roles: a deny on them would lock out the one who lifts it.
import type { Guardrail } from "./guardrail.ts";
import { NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const ownRoles: Guardrail = ({ resolution, config }) => {
  if (!resolution.found) return NOT_APPLICABLE;
  const { arn } = resolution.principal;
  if (!config.ownRoles.includes(arn)) return PASS;
  return {
    is: "refuse",
    because: `${arn} is the responder's own role. Replace its code and credentials by a new deployment.`,
  };
};
