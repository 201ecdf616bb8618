// CredentialLeak-Contain: cuts a leaked credential off, after a dry run, and after a person's yes where one is wanted.
import { APPROVERS, ASK_FIRST, DRY_RUN, WHO } from "./parameters.ts";
import { PLAN_OUTPUTS, planSteps } from "./plan.ts";
import type { Runbook, Step } from "./runbook.ts";
import { ask, type Evidence, fail, isDone, isTrue, LEAK_FORM, succeed } from "./steps.ts";

const CONTAINED: Evidence = { output: "Status", equals: "contained", text: '"status":"contained"' };

/** A leak does not wait for seven days, as this action does by itself. */
const APPROVAL_SECONDS = 3600;

const APPROVE: Step = {
  name: "Approve",
  action: "aws:approve",
  timeoutSeconds: APPROVAL_SECONDS,
  onFailure: "Abort",
  inputs: {
    Approvers: "{{ Approvers }}",
    MinRequiredApprovals: 1,
    Message: "Cut off the leaked credential? The outputs of the step Plan say what would be done. Why: {{ Reason }}",
  },
  nextStep: "Contain",
};

export const contain: Runbook = {
  name: "CredentialLeak-Contain",
  description: [
    "# Cut off a leaked credential",
    "",
    "Denies every session that was issued before now, and switches a leaked long-term key off. **Whoever works with the",
    "same role is signed out too** and signs in again; an instance or a function of the role may need a restart.",
    "Everything can be undone: **CredentialLeak-Lift**.",
    "",
    "1. Give what you know: the access key id, the role (with its session) or the user. One of them is enough.",
    "2. **As it is, this is a dry run**: it plans and touches nothing. Look at `Plan.Steps`.",
    "3. Start it again with `DryRun` = `false`. It takes seconds.",
    "4. Look at the outputs: `Contain.Status` must be `contained`. Note `Contain.IncidentId`.",
    "",
    "**A green execution with `DryRun` = `false` has contained it; a red one has not.** `Contain.Payload` then says why and",
    "what to do. `Contain.Proof` begins as `in-place` and becomes better by itself: minutes later `effective`, hours later",
    "`proven`. What the deny does not stop stands in the incident.",
    "",
    "With `AskFirst` = `true` it waits an hour for one of the `Approvers`: in this console, **Approve/Deny**. That is a",
    "second pair of eyes for whoever starts it, not a lock: who starts it names them.",
  ].join("\n"),
  parameters: { ...WHO, DryRun: DRY_RUN, AskFirst: ASK_FIRST, Approvers: APPROVERS },
  steps: (place) => [
    // A key that CloudTrail does not show yet cannot be planned for, and the responder goes on looking for it: so who wants
    // it done, and asks nobody first, has it done. What is refused is refused again, and on record.
    ...planSteps(place, "IsDryRun", "IsOnlyPlanned"),
    isTrue("IsOnlyPlanned", ["DryRun", "AskFirst"], { yes: "NotPlanDone", no: "Contain" }),
    isTrue("IsDryRun", ["DryRun"], { yes: "DryRunOnly", no: "IsAskedFirst" }),
    succeed("DryRunOnly"),
    isTrue("IsAskedFirst", ["AskFirst"], { yes: "Approve", no: "Contain" }),
    APPROVE,
    ask(
      place,
      "Contain",
      { action: "contain", ...LEAK_FORM },
      { IncidentId: "incident", Status: "status", Proof: "proof" },
    ),
    isDone("Contain", CONTAINED, "Contained"),
    fail(
      "Contain",
      "It is NOT contained: Contain.Payload says why. Where its status is containing, it is tried again each minute",
    ),
    succeed("Contained"),
  ],
  outputs: [...PLAN_OUTPUTS, "Contain.IncidentId", "Contain.Status", "Contain.Proof", "Contain.Payload"],
};
