// Steps into AWS, and what came of each: applied, applied in another way, or failed with a reason and a way out.
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";
import type { EntryBody } from "./incident.ts";
import type { Principal } from "./model.ts";
import { isThrottled, mayHaveLanded, patiently } from "./patiently.ts";
import type { Places } from "./places.ts";
import { kindOf } from "./step/index.ts";
import type { AppliedStep, FailedStep, Step, StepType } from "./steps.ts";

export type Outcome =
  | { readonly applied: AppliedStep }
  | FailedStep
  | { readonly fellBack: Extract<EntryBody, { readonly type: "fell-back" }> };

export type Means = Pick<Deps, "now" | "sleep" | "newId"> & {
  readonly places: Places;
  readonly config: { readonly fallback: "none" | "managed-policy" | "boundary" };
};

export type Taking = {
  /** Whom they are about, as it was just read. */
  readonly principal?: Principal | undefined;
  /** Settles when that is on record, for the steps that wait for it. */
  readonly noted?: Promise<void> | undefined;
  readonly patience?: Patience | undefined;
};

/** How long a write that IAM throttles is tried again. */
export type Patience = {
  readonly ms: number;
  /** The step as it is to be taken when it was kept waiting: its cutoff has come nearer meanwhile. */
  later?(step: Step): Promise<Step>;
  /** Somebody else is taking the very steps: what is throttled is left to them, and is no outcome. */
  readonly isLeft?: true;
};

/** The step that was to be taken; its cutoff may have come nearer meanwhile. */
export function stepOf(outcome: Outcome): Step {
  if ("applied" in outcome) return outcome.applied.step;
  return "fellBack" in outcome ? outcome.fellBack.step : outcome.step;
}

/** As long as the heartbeat can wait: it comes again in a minute. */
const SOME: Patience = { ms: 15_000 };

/** A step that fails does not stop the others. */
export async function takeSteps(
  means: Means,
  steps: readonly Step[],
  taking: Taking = {},
): Promise<readonly Outcome[]> {
  const outcomes = await Promise.all(
    steps.map(async (step) => {
      if (kindOf(step).recordFirst) await taking.noted;
      return takeStep(means, step, taking);
    }),
  );
  return outcomes.flat();
}

async function takeStep(means: Means, step: Step, taking: Taking): Promise<readonly Outcome[]> {
  const kind = kindOf(step);
  const { principal, patience = SOME } = taking;
  let tried = step;
  try {
    const aws = await means.places.aws(step.account);
    if (!aws) throw new Error(`The account ${step.account} is not one that this responder serves.`);
    const applied = await patiently({ ...means, pause: aws.pause }, patience.ms, async (tries) => {
      if (tries === 0) return kind.apply(aws, step, principal && kind.foundIn?.(principal));
      tried = await stepToTry(aws, step, tried, patience);
      return kind.apply(aws, tried);
    });
    return [{ applied }];
  } catch (error) {
    if (patience.isLeft && isThrottled(error)) return [];
    const why = error instanceof Error ? error : new Error(String(error));
    const failed = failure(tried, why); // With the cutoff of the last try: that is the one that may stand.
    const instead = NO_ROOM.test(why.name) ? kind.fallback?.(tried) : undefined;
    if (!instead || !mayFallBack(means, instead.type)) return [failed];
    const fellBack = { type: "fell-back", step: tried, error: failed.error, instead: instead.type } as const;
    return [{ fellBack }, ...(await takeStep(means, instead, taking))];
  }
}

/**
 * The last write may have landed and only its answer be lost; or whoever else was about the step was let in first. If neither
 * stands, what is written now lies far enough ahead again.
 */
async function stepToTry(aws: Aws, step: Step, tried: Step, { later }: Patience): Promise<Step> {
  const { holds } = kindOf(step);
  if ((await holds(aws, tried)).holds) return tried;
  if (!later || (await holds(aws, step)).holds) return step;
  return later(step);
}

function failure(step: Step, why: Error): FailedStep {
  const { name, message } = why;
  const failed = { step, error: `${step.type} failed: ${name}: ${message}`, wayOut: WAYS_OUT[name] ?? TRY_AGAIN };
  return mayHaveLanded(why) ? { ...failed, mayStand: true } : failed;
}

/** IAM says so itself, and steps say it beforehand where they know. */
const NO_ROOM = /^LimitExceeded/;

function mayFallBack({ config }: Means, to: StepType): boolean {
  if (to === "deny-role-sessions-boundary") return config.fallback === "boundary";
  return config.fallback !== "none";
}

const TRY_AGAIN =
  "It is tried again each minute. If it goes on, look for the error in AWS's documentation of the call.";

const NOT_ALLOWED =
  "The responder may not do this. Allow its role the action that the error names; a service control policy may stand in the way.";

const WAYS_OUT: Readonly<Record<string, string>> = {
  LimitExceededException:
    "There is no room for the deny: the inline policies of a role hold 10,240 characters in all, those of a user 2,048. Remove or shorten one, or set `fallback` in the configuration; it is tried again each minute.",
  UnmodifiableEntityException:
    "Only AWS may edit this role. Deny its users where they come from, or by a service control policy.",
  NoSuchEntityException: "It was deleted meanwhile: its sessions ended with it.",
  AccessDenied: NOT_ALLOWED,
  AccessDeniedException: NOT_ALLOWED,
};
