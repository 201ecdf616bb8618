// `responder lift`: every step of an incident undone, newest first.
import type { Presented } from "../../lambda/answers.ts";
import { stepPlace } from "../../lambda/words/step-words.ts";
import { answerIncident } from "../answer-incident.ts";
import type { CliCommand } from "../command.ts";
import { INCIDENT_ARGUMENT } from "../find-incident.ts";

type Options = { readonly reason: string; readonly falseAlarm?: true; readonly yes?: true };

export const lift: CliCommand = {
  name: "lift",
  summary: "Undo what was done, exactly back to what was there before",
  examples: ['lift latest --reason "The intruder is out"', 'lift 20260301T0900 --reason "A test" --false-alarm --yes'],
  define(command, act) {
    command
      .argument("<incident>", INCIDENT_ARGUMENT)
      .requiredOption("--reason <text>", "why; it goes on record")
      .option("--false-alarm", "nothing had leaked: alerts like these are not acted on for a while")
      .option("-y, --yes", "do not ask")
      .action((given: string, { reason, falseAlarm, yes }: Options) =>
        act((context) => answerIncident(context, { action: "lift", given, reason, falseAlarm, yes, does })),
      );
  },
};

function does({ steps, proof }: Presented): readonly string[] {
  const undone = steps.filter(({ status }) => status !== "undone");
  const warning = proof === "leaking" ? ["It is LEAKING: somebody still uses what has leaked."] : [];
  return [
    ...warning,
    ...undone.toReversed().map(({ step }) => `Undone is ${step.type} on the ${stepPlace(step)}.`),
    "Sessions from before the cutoff that have not expired work again.",
  ];
}
