// The plans for all leaks that a command line or a finding names, asked for side by side.
import type { Answers } from "../lambda/answers.ts";
import type { Context } from "./context.ts";
import { type CredentialOptions, type Leak, leakOf } from "./credential-options.ts";
import { readLeaks } from "./finding/read-leaks.ts";
import type { Printer } from "./output/printer.ts";
import { safely } from "./output/safe-text.ts";
import { wrap } from "./output/wrap.ts";
import { showPlan } from "./view/plan.ts";

export type LeakPlan = { readonly asked: Leak; readonly answer: Answers["plan"] };

export async function planLeaks(context: Context, options: CredentialOptions): Promise<readonly LeakPlan[]> {
  const leaks = await leaksOf(context, options);
  const { responder } = await context.reach();
  return Promise.all(leaks.map(async (asked) => ({ asked, answer: await responder.ask("plan", asked) })));
}

async function leaksOf(context: Context, options: CredentialOptions): Promise<readonly Leak[]> {
  const { finding } = options;
  if (finding === undefined) {
    leakOf(options, "nobody yet"); // What is wrong with the words is said before anybody is asked.
    const { caller } = await context.reach();
    return [leakOf(options, caller.arn.slice(0, 200))];
  }
  return readLeaks(context, finding, options);
}

export function showPlans(to: Printer, plans: readonly LeakPlan[]): void {
  for (const [index, { answer, asked }] of safely(plans).entries()) {
    if (index > 0) to.line();
    if (plans.length > 1) to.line(to.paint("bold", `${index + 1} of ${plans.length}`));
    if (asked.accessKeyId !== undefined) to.line(`${to.paint("dim", "Key         ")}${asked.accessKeyId}`);
    if ("refused" in answer) to.line(wrap(`Refused: ${answer.refused}`, to.columns));
    else showPlan(to, answer);
  }
}
