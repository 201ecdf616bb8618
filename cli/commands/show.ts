// `responder show`: everything about one incident, and what to do next.
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findIncident, INCIDENT_ARGUMENT } from "../find-incident.ts";
import { safely } from "../output/safe-text.ts";
import { showIncident } from "../view/incident.ts";

export const show: CliCommand = {
  name: "show",
  summary: "Show one incident: where it stands, what was done and seen, what is left, what to do next",
  examples: ["show latest", "show 20260301T0900", "show latest --json"],
  define(command, act) {
    command.argument("<incident>", INCIDENT_ARGUMENT).action((id: string) => act((context) => showOne(context, id)));
  },
};

async function showOne(context: Context, id: string): Promise<ExitCode> {
  const incident = await findIncident(context, id);
  if (context.isJson) context.json(incident);
  else showIncident(context.out, safely(incident), (await context.reach()).now());
  return EXIT.done;
}
