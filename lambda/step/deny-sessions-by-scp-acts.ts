// The back-stop in Organizations: who is to be denied is written into the policy of the account, looked after and taken out.
import type { Aws } from "../aws.ts";
import type { DenySessionsByScp, Holding, Undone } from "../steps.ts";
import { anyBackstop, attachedBackstop, refuseManagementAccount, release, writeBackstop } from "./backstop-policy.ts";
import { backstopName, holdsInText, latestCutoff, withBackstop, withoutBackstop } from "./backstop-text.ts";
import { notThere } from "./control-policy.ts";
import { explainRefusal } from "./control-policy-refusal.ts";
import type { Acts } from "./later-acts.ts";
import { writeUntilItStands } from "./write-until-it-stands.ts";

export const acts: Acts<"deny-sessions-by-scp"> = {
  /** `before` is the text that was in force, `wrote` the text that is. */
  async apply(aws, step) {
    const explain = explainRefusal(step.target, `anybody in ${step.target}`);
    const [first] = await Promise.all([attachedBackstop(aws, step).catch(explain), refuseManagementAccount(aws, step)]);
    const { standing, ...written } = await writeUntilItStands(first, {
      read: () => attachedBackstop(aws, step),
      textOf: (attached) => attached?.text,
      wanted: (attached) =>
        attached && holdsInText(attached.text, step).holds ? undefined : withBackstop(attached?.text ?? null, step),
      write: (_wanted, attached) => writeBackstop(aws, step, attached),
      called: `the deny until ${step.cutoff} out of ${backstopName(step)}`,
    });
    return { step, before: first?.text ?? null, wrote: standing?.text ?? "", ...written }; // It stands: it is there.
  },

  holds,
  /** The simulator leaves out control policies with conditions: that it hangs there and says what it should is all there is. */
  effective: holds,

  async undo(aws, step, { before }): Promise<Undone> {
    const attached = await attachedBackstop(aws, step).catch(notThere);
    const found = attached ?? (await anyBackstop(aws, step));
    if (!found) return { outcome: "gone", note: "The policy was no longer there." };
    if (withoutBackstop(found.text, step, before) === found.text) return leftAlone(found.text, step);
    const isGone = await release(aws, step, found, before);
    if (!attached)
      return { outcome: "gone", note: "The policy was no longer attached: what it said of this is out of it." };
    if (isGone) return { outcome: "restored", note: `The policy ${backstopName(step)} was detached and deleted.` };
    return { outcome: "restored", note: `${step.principalArn} was taken out of the policy ${backstopName(step)}.` };
  },
};

async function holds(aws: Aws, step: DenySessionsByScp): Promise<Holding> {
  const attached = await attachedBackstop(aws, step).catch(notThere);
  if (attached) return holdsInText(attached.text, step);
  return { holds: false, because: `The policy ${backstopName(step)} is not attached to the account ${step.target}.` };
}

function leftAlone(text: string, step: DenySessionsByScp): Undone {
  const latest = latestCutoff(text, step);
  if (latest === undefined) return { outcome: "gone", note: "Somebody has taken the deny out already." };
  return { outcome: "left", note: `The deny until ${latest} is another incident's: it stays, and the guard with it.` };
}
