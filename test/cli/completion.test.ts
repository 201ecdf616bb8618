// Completion as a shell does it: the script is taken in, and asks the program.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../bin/responder.ts");

/** What bash would offer at the end of each line; a tab after `responder WORDS`, in one shell. */
async function offered(lines: readonly string[]): Promise<readonly string[]> {
  const script = `
    responder() { "$NODE" "$PROGRAM" "$@"; }
    source <(responder completion bash)
    for line in "$@"; do
      COMP_WORDS=(responder $line); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      _responder
      echo "\${COMPREPLY[*]}"
    done`;
  const env = { PATH: process.env["PATH"], NODE: process.execPath, PROGRAM };
  const { stdout } = await promisify(execFile)("bash", ["-c", script, "bash", ...lines], { env });
  return stdout.trim().split("\n");
}

test("bash completes commands, options and what an option takes", async () => {
  const all = await offered(["verif", "contain --unt", "contain --until p"]);
  expect(all).toEqual(["verify verify-ledger", "--until", "proven"]);
}, 30_000);
