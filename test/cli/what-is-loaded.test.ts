// A person in a hurry waits for a command to start: it loads what it needs, and not what others do.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Writes the address of each module that is loaded on standard error. */
const LISTEN = `import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) });`;

test("containing by a name loads neither the doctor nor the readers of findings, logs and reports", async () => {
  const listen = `data:text/javascript,${encodeURIComponent(LISTEN)}`;
  const program = ["--import", listen, join(ROOT, "bin/responder.ts"), "contain", "--help"];
  const { stderr } = await promisify(execFile)(process.execPath, program);
  const loaded = stderr
    .split("\n")
    .map((url) => url.split("/node_modules/").at(-1)?.replace(`file://${ROOT}/`, "") ?? "");
  expect(loaded).toContain("cli/commands/contain.ts");
  const others =
    /^(cli\/(acts|doctor|redrive)|lambda\/(intake|report\/html|trace\/(walk|log-files))|zod|@aws-sdk\/client-(?!lambda|sts))/;
  expect(loaded.filter((one) => others.test(one))).toEqual([]);
});
