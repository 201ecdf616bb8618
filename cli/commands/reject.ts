// `responder reject`: a person's no to what the responder asks.
import { answerIncident } from "../answer-incident.ts";
import type { CliCommand } from "../command.ts";
import { INCIDENT_ARGUMENT } from "../find-incident.ts";

type Options = { readonly reason: string; readonly yes?: true };

export const reject: CliCommand = {
  name: "reject",
  summary: "Say no to what an incident asks: nothing is touched",
  examples: ['reject latest --reason "Our penetration test"', 'reject 20260301T0900 --reason "Known" --yes'],
  define(command, act) {
    command
      .argument("<incident>", INCIDENT_ARGUMENT)
      .requiredOption("--reason <text>", "why; it goes on record")
      .option("-y, --yes", "do not ask")
      .action((given: string, { reason, yes }: Options) =>
        act((context) => answerIncident(context, { action: "reject", given, reason, yes, does })),
      );
  },
};

const does = ({ because }: { readonly because: readonly string[] }) => [...because, "A no leaves everything as it is."];
