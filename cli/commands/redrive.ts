// `responder redrive`: what lies in the dead-letter queues, and back to the functions with it.
import { InvalidArgumentError } from "commander";
import type { RedriveOptions } from "../acts/redrive.ts";
import type { CliCommand } from "../command.ts";

export const redrive: CliCommand = {
  name: "redrive",
  summary: "Show the events that nobody could answer, ask, and give them to the responder again",
  examples: ["redrive", "redrive --yes", "redrive --id 5fea7756-0ea4-451a-a703-a558b933e274 --yes --json"],
  define(command, act) {
    command
      .option("--id <id...>", "only these, by the ids that it shows or their beginnings")
      .option("--limit <count>", "so many at most in each Region, 1 to 1000", readLimit, 100)
      .option("-y, --yes", "do not ask; without a terminal nothing is done unless this is said")
      .action((options: RedriveOptions) =>
        act(async (context) => (await import("../acts/redrive.ts")).redriveAll(context, options)),
      );
  },
};

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new InvalidArgumentError("Give a whole number from 1 to 1000.");
}
