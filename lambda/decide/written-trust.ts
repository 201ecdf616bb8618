// A role whose trust policy was written with a credential of an incident: by the intruder, or by its owner before.
import { aboutPrincipal, NOT_APPLICABLE, PASS } from "./guardrail.ts";

export const writtenTrust = aboutPrincipal(({ arn }, { alert, config }) => {
  if (!alert.trustWritten) return NOT_APPLICABLE;
  if (config.denyAssume) return PASS;
  return {
    is: "ask",
    because: `The trust policy of ${arn} was written with a credential of the incident, by the intruder or by its owner before. A yes denies its sessions so far, and keeps everybody out who is not of an account that is served (denyAssume does so unasked).`,
  };
});
