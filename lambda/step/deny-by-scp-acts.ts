// The deny of root in Organizations: the policy is made, hung on the account, looked after and taken off.
import { PolicyNotFoundException } from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import { commandLine } from "../command-line.ts";
import type { DenyByScp, Holding, Undone } from "../steps.ts";
import { attachControlPolicy, detachControlPolicy, notThere } from "./control-policy.ts";
import { explainRefusal } from "./control-policy-refusal.ts";
import type { Acts } from "./later-acts.ts";
import {
  attachedRootPolicy,
  deniesRoot,
  makeRootPolicy,
  mendRootPolicy,
  ROOT_POLICY,
  removeUnusedRootPolicy,
} from "./root-policy.ts";

export const acts: Acts<"deny-by-scp"> = {
  /** `before` and `wrote` are the id of the policy that hangs on the account. */
  async apply(aws, step) {
    const before = (await attachedRootPolicy(aws, step.target).catch(explain(step)))?.Id ?? null;
    if (before !== null) {
      const requestId = await mendRootPolicy(aws, before, step.partition);
      const changed = requestId !== undefined;
      return { step, before, wrote: before, changed, ...(changed ? { requestId } : {}) };
    }
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const attached = await attach(aws, step);
      if (attached) return { step, before, changed: true, ...attached };
    }
    throw new Error(`Somebody deletes the policy ${ROOT_POLICY} as soon as it is made, ${ATTEMPTS} times now.`);
  },

  holds,
  /** The policy simulator does not know root: that the policy hangs there and says what it should is all there is. */
  effective: holds,

  async undo(aws, step, { before }): Promise<Undone> {
    const attached = await attachedRootPolicy(aws, step.target).catch(notThere);
    if (attached?.Id === undefined) return { outcome: "gone", note: "The policy was no longer attached." };
    if (before !== null) {
      const words = ["--policy-id", attached.Id, "--target-id", step.target];
      const detach = commandLine("aws", "organizations", "detach-policy", ...words);
      return { outcome: "left", note: `The policy was attached before us: it stays. To take it off: ${detach}` };
    }
    await detachControlPolicy(aws, attached.Id, step.target);
    const isGone = await removeUnusedRootPolicy(aws, attached.Id, step.partition);
    const rest = isGone ? "and deleted, since nothing else has it" : "and kept for what else has it";
    return { outcome: "restored", note: `The policy ${ROOT_POLICY} was detached, ${rest}.` };
  },
};

/** Somebody else's undoing may delete the policy between our finding it and our attaching it: then it is made again. */
const ATTEMPTS = 6;

/** Undefined where the policy was gone again before it was attached. */
async function attach(aws: Aws, step: DenyByScp): Promise<{ wrote: string; requestId?: string } | undefined> {
  const wrote = await makeRootPolicy(aws, step.partition);
  if (wrote === undefined) return undefined;
  try {
    await mendRootPolicy(aws, wrote, step.partition);
    const { isGone, ...written } = await attachControlPolicy(aws, wrote, step.target);
    return isGone ? undefined : { wrote, ...written };
  } catch (error) {
    if (error instanceof PolicyNotFoundException) return undefined;
    await removeUnusedRootPolicy(aws, wrote, step.partition).catch(() => false); // What went wrong first is what counts.
    return explain(step)(error);
  }
}

async function holds(aws: Aws, step: DenyByScp): Promise<Holding> {
  const attached = await attachedRootPolicy(aws, step.target).catch(notThere);
  if (attached?.Id === undefined) {
    return { holds: false, because: `The policy ${ROOT_POLICY} is not attached to the account ${step.target}.` };
  }
  if (await deniesRoot(aws, attached.Id, step.partition)) return { holds: true };
  return { holds: false, because: `The deny of root was taken out of the policy ${ROOT_POLICY}.` };
}

const explain = ({ target }: DenyByScp) => explainRefusal(target, `the root user of ${target}`);
