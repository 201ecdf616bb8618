// Every command of `responder` as its own help has it: what it does, its arguments and options, examples.
import { Command } from "commander";
import { COMMANDS } from "../../cli/commands/index.ts";
import { cell } from "./between-marks.ts";

export function commandSections(): string {
  return COMMANDS.filter(({ name }) => !name.startsWith("_"))
    .map(({ name, summary, examples, define }) => {
      const command = new Command(name);
      define(command, async () => undefined);
      return [
        `### ${name}`,
        "",
        `${summary}.`,
        "",
        ...table(command),
        "```text",
        ...examples.map((example) => `responder ${example}`),
        "```",
      ].join("\n");
    })
    .join("\n\n");
}

function table(command: Command): readonly string[] {
  const named = [
    ...command.registeredArguments.map((one) => [`<${one.name()}>`, one.description]),
    ...command.options
      .filter(({ hidden }) => !hidden)
      .map(({ flags, description, argChoices = [], defaultValue }) => {
        const choices = argChoices.length === 0 ? "" : `: ${argChoices.join(", ")}`;
        const usual =
          defaultValue === undefined || defaultValue === true ? "" : ` (${String(defaultValue)} unless said)`;
        return [flags, `${description}${choices}${usual}`];
      }),
  ];
  if (named.length === 0) return [];
  const rows = named.map(([name = "", about = ""]) => `| \`${cell(name)}\` | ${cell(about)} |`);
  return ["| | |", "|---|---|", ...rows, ""];
}
