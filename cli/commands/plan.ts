// `responder plan`: what a containment would do, and nothing is touched.
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { addCredentialOptions, type CredentialOptions } from "../credential-options.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type LeakPlan, planLeaks, showPlans } from "../plan-leaks.ts";

export const plan: CliCommand = {
  name: "plan",
  summary: "Show what would be denied, for whom, who else uses it and what it will not stop; touch nothing",
  examples: [
    "plan --role app --session i-0123456789abcdef0",
    "plan --access-key ASIAIOSFODNN7EXAMPLE",
    "plan --user alice --json",
    "plan --finding finding.json",
  ],
  define(command, act) {
    addCredentialOptions(command).action((options: CredentialOptions) => act((context) => showOnly(context, options)));
  },
};

async function showOnly(context: Context, options: CredentialOptions): Promise<ExitCode> {
  const plans = await planLeaks(context, options);
  if (context.isJson) context.json({ plans });
  else showPlans(context.out, plans);
  return plans.some(isRefused) ? EXIT.refused : EXIT.done;
}

function isRefused({ answer }: LeakPlan): boolean {
  return "refused" in answer || answer.verdict.type !== "contain";
}
