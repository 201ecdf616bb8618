// Principals that the responder is kept from changing by IAM itself: a person contains them, with credentials of their own.
import { arnMatches } from "../arn.ts";
import { aboutPrincipal, PASS } from "./guardrail.ts";

export const untouchable = aboutPrincipal(({ arn }, { config }) => {
  const pattern = config.untouchable.find((candidate) => arnMatches(candidate, arn));
  if (pattern === undefined) return PASS;
  return {
    is: "refuse",
    because: `${arn} is untouchable by the pattern ${pattern} in the configuration: IAM forbids the responder to change it. With other credentials press "Revoke active sessions" on the role in the console, or deactivate the user's keys (aws iam update-access-key --status Inactive).`,
  };
});
