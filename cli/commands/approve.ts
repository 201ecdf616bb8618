// `responder approve`: a person's yes to what the responder asks.
import type { Presented } from "../../lambda/answers.ts";
import { stepWords } from "../../lambda/words/step-words.ts";
import { whose } from "../../lambda/words/whose.ts";
import { answerIncident } from "../answer-incident.ts";
import type { CliCommand } from "../command.ts";
import { INCIDENT_ARGUMENT } from "../find-incident.ts";

type Options = { readonly reason?: string; readonly yes?: true };

export const approve: CliCommand = {
  name: "approve",
  summary: "Say yes to what an incident asks: what was planned is done",
  examples: ["approve latest", 'approve 20260301T0900 --reason "Not us: called the owner" --yes'],
  define(command, act) {
    command
      .argument("<incident>", INCIDENT_ARGUMENT)
      .option("--reason <text>", "why; it goes on record")
      .option("-y, --yes", "do not ask")
      .action((given: string, { reason, yes }: Options) =>
        act((context) => answerIncident(context, { action: "approve", given, reason, yes, does })),
      );
  },
};

function does({ plan = [], status, because, questions }: Presented): readonly string[] {
  if (status === "awaiting-approval") {
    return [...because, ...plan.map((step) => `A yes will ${stepWords(step)}.`)];
  }
  return questions.flatMap(({ alert, because: why, plan: steps }) => [
    `${whose(alert.principal, alert.account)}: ${why.join(" ")}`,
    ...steps.map((step) => `A yes will ${stepWords(step)}.`),
  ]);
}
