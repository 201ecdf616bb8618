// Steps into AWS, and what came of each: applied, or failed with a reason and a way out.
import type { Aws } from "./aws.ts";
import type { AppliedStep, Step } from "./model.ts";
import { STEPS } from "./step/index.ts";

export type Outcome =
  | { readonly applied: AppliedStep }
  | { readonly step: Step; readonly error: string; readonly wayOut: string };

/** `found` is the state of the first step's target as it was just read. A step that fails does not stop the others. */
export async function takeSteps(aws: Aws, steps: readonly Step[], found?: string | null): Promise<readonly Outcome[]> {
  return Promise.all(
    steps.map(async (step): Promise<Outcome> => {
      try {
        return { applied: await STEPS[step.type].apply(aws, step, found) };
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        return { step, error: `${step.type} failed: ${name}: ${message}`, wayOut: WAYS_OUT[name] ?? TRY_AGAIN };
      }
    }),
  );
}

const TRY_AGAIN =
  "It is tried again each minute. If it goes on, look for the error in AWS's documentation of the call.";

const WAYS_OUT: Readonly<Record<string, string>> = {
  LimitExceededException:
    "The role's inline policies leave no room for the deny (10,240 characters in all). Remove or shorten one; it is tried again each minute.",
  UnmodifiableEntityException:
    "Only AWS may edit this role. Deny its users where they come from, or by a service control policy.",
  NoSuchEntityException: "The role was deleted meanwhile: its sessions ended with it.",
  AccessDenied:
    "The responder may not write to this role. Allow it iam:PutRolePolicy there; a service control policy may stand in the way.",
  AccessDeniedException: "The responder may not write to this role. Allow it iam:PutRolePolicy there.",
};
