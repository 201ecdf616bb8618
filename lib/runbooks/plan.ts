// CredentialLeak-Plan: what a containment would do, for a person who wants to see it first.
import { WHO } from "./parameters.ts";
import type { Place, Runbook, Step } from "./runbook.ts";
import { ask, type Evidence, fail, isDone, LEAK_FORM, succeed } from "./steps.ts";

const PLANNED: Evidence = { output: "Verdict", equals: "contain", text: '"verdict":{"type":"contain"' };

/** Leads on to `next` where the responder would contain it, and else to the red end, or where `otherwise` says. */
export function planSteps(place: Place, next: string, otherwise?: string): readonly Step[] {
  const request = { action: "plan", ...LEAK_FORM };
  return [
    ask(place, "Plan", request, { Verdict: "verdict.type", Because: "verdict.because", Steps: "steps" }),
    isDone("Plan", PLANNED, next, otherwise),
    fail("Plan", "The responder would not contain this: Plan.Payload says why, and what to do instead"),
  ];
}

export const PLAN_OUTPUTS = ["Plan.Verdict", "Plan.Because", "Plan.Steps", "Plan.Payload"];

export const plan: Runbook = {
  name: "CredentialLeak-Plan",
  description: [
    "# What would be done about a leaked credential",
    "",
    "**Touches nothing, records nothing.** Asks the responder what it would do about this access key, role or user.",
    "",
    "1. Give what you know: the access key id, the role (with its session) or the user. One of them is enough.",
    "2. Start it, and look at the outputs:",
    "   - `Plan.Verdict` is `contain`: `Plan.Steps` are the changes in AWS that **CredentialLeak-Contain** would make.",
    "   - The execution **failed**: the responder would not contain it. `Plan.Payload` says why.",
    "3. To do it, start **CredentialLeak-Contain** with the same parameters and `DryRun` = `false`.",
    "",
    "Costs a few reads of IAM; an `ASIA…` key alone is looked for in CloudTrail, which takes up to minutes.",
  ].join("\n"),
  parameters: WHO,
  steps: (place) => [...planSteps(place, "Planned"), succeed("Planned")],
  outputs: PLAN_OUTPUTS,
};
