// The program `responder`: its commands, and what may be said beside each.
import { Command } from "commander";
import type { Act, CliCommand } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import type { GlobalOptions } from "./context.ts";
import { createPrinter } from "./output/printer.ts";
import type { Surroundings } from "./surroundings.ts";

export type Run = (options: GlobalOptions, work: Parameters<Act>[0]) => Promise<void>;

export function createProgram(surroundings: Surroundings, run: Run): Command {
  const program = new Command("responder")
    .description("Cut off leaked AWS credentials, prove it, and lift the deny when it is inert.")
    .option("--profile <name>", "profile of the AWS configuration (AWS_PROFILE)")
    .option("--region <region>", "where the responder is deployed (AWS_REGION, AWS_DEFAULT_REGION)")
    .option("--endpoint-url <url>", "where AWS is, if not at AWS (AWS_ENDPOINT_URL)")
    .option("--function-name <name>", "the responder's function, if it has another name")
    .option("--direct", "nothing is deployed: do it with your own credentials, on record in a file")
    .option("--ledger <file>", "that file (default: ~/.local/state/credential-leak-responder/ACCOUNT.ledger)")
    .option("--config <file>", "with --direct: the configuration, if not ./responder.config.json")
    .option("--json", "one JSON document on the standard output; everything else on the other one")
    .option("--no-color", "no colour on a terminal (NO_COLOR)")
    .option("--debug", "with an error, where in the program it happened")
    .addHelpText("after", HELP)
    .exitOverride();
  configure(program, surroundings);
  for (const command of COMMANDS) add(program, command, (work) => run(program.opts<GlobalOptions>(), work));
  return program;
}

function add(program: Command, { name, summary, examples, define }: CliCommand, act: Act): void {
  const command = program.command(name).summary(summary).description(summary);
  define(command, act);
  const lines = examples.map((example) => `  responder ${example}`);
  command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

/** Help and errors go where the surroundings say, as wide as it is there. Commands made later inherit it. */
function configure(program: Command, { out, err, env }: Surroundings): void {
  const help = createPrinter(out, env, true);
  const errors = createPrinter(err, env, true);
  program.configureOutput({
    writeOut: (text) => void out.write(text),
    writeErr: (text) => void err.write(text),
    getOutHelpWidth: () => Math.min(help.columns, 100),
    getErrHelpWidth: () => Math.min(errors.columns, 100),
    getOutHasColors: () => help.hasColour,
    getErrHasColors: () => errors.hasColour,
  });
  program.configureHelp({
    showGlobalOptions: true,
    sortSubcommands: false,
    styleTitle: (text) => help.paint("bold", text),
    styleCommandText: (text) => help.paint("cyan", text),
    styleOptionText: (text) => help.paint("cyan", text),
  });
}

const HELP = `
Exit codes: 0 done, 1 failed, 2 usage, 3 refused, 4 awaiting approval, 5 not proven in time.

A leak from beginning to end:
  responder plan --role app                 what would be denied, and for whom
  responder contain --role app              the same, then does it once you say yes
  responder incidents                       which there are; ids may be abbreviated
  responder show latest                     one of them, and what to do next
  responder lift latest --reason "..."      undo it

docs/cli.md has every command, the exit codes and the forms of --json.`;
