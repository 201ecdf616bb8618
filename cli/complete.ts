// What may come next on the command line, for a shell that asks: commands, options, their choices, incidents.
import type { Command, Option } from "commander";

export type Candidate = { readonly word: string; readonly about: string };

/** Whoever completes waits: incidents are asked for only where one is due. */
export type Incidents = () => Promise<readonly Candidate[]>;

/** `words` as typed after the program's name; the last one is being written. */
export async function complete(
  program: Command,
  words: readonly string[],
  incidents: Incidents,
): Promise<readonly Candidate[]> {
  const typed = words.slice(0, -1);
  const begun = words.at(-1) ?? "";
  const command = commandIn(program, typed);
  const options = [...(command?.options ?? []), ...program.options].filter(({ hidden }) => !hidden);
  const before = options.find(({ long, short }) => typed.length > 0 && [long, short].includes(typed.at(-1)));
  if (before && takesValue(before))
    return starting(
      begun,
      (before.argChoices ?? []).map((word) => ({ word, about: "" })),
    );
  if (begun.startsWith("-")) {
    return starting(
      begun,
      options.map(({ long, description }) => ({ word: long ?? "", about: description })),
    );
  }
  if (!command)
    return starting(
      begun,
      program.commands.filter(isShown).map((one) => ({ word: one.name(), about: one.summary() })),
    );
  const [argument] = command.registeredArguments;
  const choices = argument?.argChoices;
  if (choices)
    return starting(
      begun,
      choices.map((word) => ({ word, about: "" })),
    );
  return argument?.name() === "incident" ? starting(begun, [LATEST, ...(await incidents())]) : [];
}

const LATEST: Candidate = { word: "latest", about: "the newest incident" };

function commandIn(program: Command, typed: readonly string[]): Command | undefined {
  return program.commands.find((command) => typed.includes(command.name()));
}

function isShown(command: Command): boolean {
  return !command.name().startsWith("_");
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function starting(begun: string, all: readonly Candidate[]): readonly Candidate[] {
  return all.filter(({ word }) => word !== "" && word.startsWith(begun));
}
