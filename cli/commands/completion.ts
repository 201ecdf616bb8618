// `responder completion`: a script for the shell, and the answers to what that script asks.
import { Argument, Command } from "commander";
import { who } from "../../lambda/words/whose.ts";
import type { Act, CliCommand } from "../command.ts";
import { type Candidate, complete } from "../complete.ts";
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from "../completion-scripts.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safeText } from "../output/safe-text.ts";

export const completion: CliCommand = {
  name: "completion",
  summary: "Print a script by which a shell completes commands, options and incidents",
  examples: ["completion bash", "completion zsh", "completion fish"],
  define(command, act) {
    command
      .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
      .action((shell: Shell) => act(async (context) => printScript(context, shell)));
    const { parent } = command;
    parent?.addCommand(asked(parent, act), { hidden: true });
  },
};

function printScript({ surroundings }: Context, shell: Shell): ExitCode {
  surroundings.out.write(COMPLETION_SCRIPTS[shell]);
  return EXIT.done;
}

/** `__complete -- WORD…`: the words so far, the last one unfinished. */
function asked(program: Command, act: Act): Command {
  return new Command("__complete")
    .argument("[words...]")
    .allowUnknownOption()
    .action((words: readonly string[]) =>
      act(async (context) => {
        const found = await complete(program, words, () => incidentsOf(context));
        for (const { word, about } of found) context.out.line(`${safeText(word)}\t${safeText(about)}`);
        return EXIT.done;
      }),
    );
}

async function incidentsOf({ reach }: Context): Promise<readonly Candidate[]> {
  const { responder } = await reach();
  const { incidents } = await responder.ask("incidents", { limit: 20, brief: true });
  return incidents.map(({ id, status, principal }) => ({ word: id, about: `${status}: ${who(principal)}` }));
}
