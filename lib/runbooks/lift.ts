// CredentialLeak-Lift: undoes what was done for an incident, and gives access back.
import { LIFT } from "./parameters.ts";
import type { Runbook } from "./runbook.ts";
import { ask, type Evidence, EXECUTION, fail, isDone, succeed } from "./steps.ts";

const LIFTED: Evidence = { output: "Status", equals: "lifted", text: '"status":"lifted"' };

const REQUEST = {
  action: "lift",
  id: "{{ IncidentId }}",
  reason: `{{ Reason }} (${EXECUTION})`,
  form: { falseAlarm: "{{ FalseAlarm }}" },
} as const;

export const lift: Runbook = {
  name: "CredentialLeak-Lift",
  description: [
    "# Give access back after a leak",
    "",
    "Undoes every step of the incident, newest first, and restores what was there before. **A leaked key is switched on",
    "again, and sessions that are still alive work again**: the intruder's too. Rotate the key first.",
    "",
    "You need not lift denies of sessions: the responder does so by itself when none of those sessions can be alive, after",
    "12 hours for a role and 36 for a user.",
    "",
    "1. Give the `IncidentId` and why.",
    "2. `FalseAlarm` = `true` only if nothing had leaked: alerts of the same kinds are then refused for a while.",
    "3. A green execution has lifted it; a red one has not, and `Lift.Payload` says why.",
    "",
    "**Where the configuration names `approval.approvers`, this runbook is refused**: a lift then needs a proof that an",
    "approver has signed, which Automation cannot give. Use the request `lift` with a proof.",
  ].join("\n"),
  parameters: LIFT,
  steps: (place) => [
    ask(place, "Lift", REQUEST, { IncidentId: "incident", Status: "status", Refused: "refused" }),
    isDone("Lift", LIFTED, "Lifted"),
    fail("Lift", "It is NOT lifted: Lift.Payload says why, and what to do"),
    succeed("Lifted"),
  ],
  outputs: ["Lift.IncidentId", "Lift.Status", "Lift.Refused", "Lift.Payload"],
};
