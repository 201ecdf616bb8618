// `responder report`: an incident as a document, for a manager and for an auditor.
import { resolve } from "node:path";
import { Option } from "commander";
import { REPORT_FORMATS, type ReportFormat } from "../../lambda/report/formats.ts";
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findIncident, INCIDENT_ARGUMENT } from "../find-incident.ts";

type Options = { readonly format: ReportFormat; readonly output?: string };

export const report: CliCommand = {
  name: "report",
  summary:
    "Write an incident up: what leaked, what was denied and when, the proof, what remains, every entry with its hash",
  examples: [
    "report latest",
    "report latest --format html --output incident.html",
    "report 20260301T0900 --format json",
  ],
  define(command, act) {
    command
      .argument("<incident>", INCIDENT_ARGUMENT)
      .addOption(new Option("--format <format>", "its form").choices(REPORT_FORMATS).default("md"))
      .option("--output <file>", "a new file for it; the standard output unless said")
      .action((id: string, options: Options) => act((context) => write(context, id, options)));
  },
};

async function write(context: Context, given: string, { format, output }: Options): Promise<ExitCode> {
  const { isJson, out, err, surroundings } = context;
  const incident = await findIncident(context, given);
  const { responder, now } = await context.reach();
  const verified = await responder.ask("verify-ledger", { id: incident.id });
  const { report: reportOf } = await import("../../lambda/report/index.ts");
  const text = await reportOf({ incident, verified, now: now() }, isJson ? "json" : format);
  if (output === undefined) {
    out.stream.write(text.endsWith("\n") ? text : `${text}\n`);
    return EXIT.done;
  }
  const path = resolve(surroundings.folder, output);
  await surroundings.writeFile(path, text);
  if (isJson) context.json({ incident: incident.id, written: path, exitCode: EXIT.done });
  else err.line(`Written to ${path}`);
  return EXIT.done;
}
