// Completion as a shell does it: the script is taken in, and asks the program.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../bin/responder.ts");

/** What bash would offer at the end of the line; a tab after `responder WORDS`. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const script = `
    responder() { "$NODE" "$PROGRAM" "$@"; }
    source <(responder completion bash)
    COMP_WORDS=(responder "$@"); COMP_CWORD=$#
    _responder
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: process.env["PATH"], NODE: process.execPath, PROGRAM };
  const { stdout } = await promisify(execFile)("bash", ["-c", script, "bash", ...words], { env });
  return stdout.trim().split("\n");
}

test("bash completes commands, options and what an option takes", async () => {
  const all = await Promise.all([offered("verif"), offered("contain", "--unt"), offered("contain", "--until", "p")]);
  expect(all).toEqual([["verify", "verify-ledger"], ["--until"], ["proven"]]);
}, 30_000);
