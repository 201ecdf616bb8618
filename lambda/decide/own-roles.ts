// The responder's own roles, and those of the pipeline that deploys it: a deny there would lock out the one who lifts it.
import { arnMatches } from "../arn.ts";
import type { Config } from "../config.ts";
import type { Principal } from "../model.ts";
import { aboutPrincipal, PASS } from "./guardrail.ts";

export const ownRoles = aboutPrincipal((principal, { config }) => {
  const { arn } = principal;
  const isNamed = config.ownRoles.some((pattern) => arnMatches(pattern, arn));
  if (!isNamed && !isAssumedByUs(principal, config)) return PASS;
  return {
    is: "refuse",
    because: `${arn} is the responder's own role, or that of its pipeline: a deny would lock out whoever lifts it. Stop what uses the role (for the responder: aws lambda put-function-concurrency --reserved-concurrent-executions 0), press "Revoke active sessions" on it in the console, and deploy anew.`,
  };
});

/** A role's name is unique in its account, whatever its path. */
function isAssumedByUs(principal: Principal, { members, administration }: Config): boolean {
  if (principal.kind !== "role") return false;
  const ours = [
    ...members.accounts.map((account) => ({ account, role: members.role })),
    ...(administration ? [administration] : []),
  ];
  return ours.some(
    ({ account, role }) => account === principal.account && role.slice(role.lastIndexOf("/") + 1) === principal.name,
  );
}
