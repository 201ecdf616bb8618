// The responder's own roles, those of the pipeline that deploys it, and whoever contains where nothing is deployed: a deny there
// would lock out the one who lifts it.
import { arnMatches } from "../arn.ts";
import { aboutPrincipal, PASS } from "./guardrail.ts";
import { isOwnRole } from "./is-own-role.ts";

export const ownRoles = aboutPrincipal((principal, { config }) => {
  const { arn } = principal;
  const isOurs =
    principal.kind === "role" || principal.kind === "identity-center-user"
      ? isOwnRole(principal, config)
      : config.ownRoles.some((pattern) => arnMatches(pattern, arn));
  if (!isOurs) return PASS;
  return {
    is: "refuse",
    because: `${arn} is the responder's own role, that of its pipeline, or with --direct yours: a deny would lock out whoever lifts it. With --direct, let somebody with other credentials do it. Else stop what uses the role (for the responder: aws lambda put-function-concurrency --reserved-concurrent-executions 0), press "Revoke active sessions" on it in the console, and deploy anew.`,
  };
});
