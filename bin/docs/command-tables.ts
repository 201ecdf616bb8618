// What each command of `responder` takes, from the commands themselves.
import type { Argument, Command, Option } from "commander";
import { COMMANDS } from "../../cli/commands/index.ts";
import { describedProgram } from "../../cli/described-program.ts";
import { cell } from "./between-marks.ts";

/** What may be said beside every command. */
export function globalOptionTable(): string {
  return tableOf(describedProgram().options);
}

export function commandSections(): string {
  const { commands } = describedProgram();
  return COMMANDS.map(({ name, summary, examples }) => {
    const command = commands.find((one) => one.name() === name);
    const takes = command ? takesOf(command) : "";
    const lines = examples.map((example) => `responder ${example}`).join("\n");
    return `### ${name}\n\n${summary}.\n\n${takes}\`\`\`\n${lines}\n\`\`\``;
  }).join("\n\n");
}

function takesOf({ registeredArguments, options }: Command): string {
  const rows = [...registeredArguments.map(argumentRow), ...options.map(optionRow)];
  return rows.length === 0 ? "" : `${HEAD}\n${rows.join("\n")}\n\n`;
}

function tableOf(options: readonly Option[]): string {
  return `${HEAD}\n${options.map(optionRow).join("\n")}`;
}

const HEAD = "| takes | which is |\n|---|---|";

function argumentRow(argument: Argument): string {
  const name = argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
  return `| \`${name}\` | ${cell(argument.description)}${choices(argument.argChoices)} |`;
}

function optionRow({ flags, description, argChoices, defaultValue, mandatory }: Option): string {
  const usual = typeof defaultValue === "boolean" || defaultValue === undefined ? "" : ` (default: ${defaultValue})`;
  return `| \`${cell(flags)}\` | ${mandatory ? "needed: " : ""}${cell(description)}${choices(argChoices)}${usual} |`;
}

function choices(values: readonly string[] | undefined): string {
  return values ? `: ${values.map((value) => `\`${value}\``).join(", ")}` : "";
}
