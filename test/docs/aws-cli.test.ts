// The documents' commands, as a reader types them: bash, curl and the AWS CLI against a service of its own.
//
// It takes the AWS CLI, which starts slowly: AWS_CLI=1 npm test -- test/docs/aws-cli.test.ts
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const isWanted = process.env["AWS_CLI"] === "1";

let server: ChildProcess | undefined;
afterEach(() => void server?.kill());

type Started = { readonly endpoint: string; readonly page?: string };

async function start(program: string, ...options: readonly string[]): Promise<Started> {
  const started = spawn(process.execPath, [join(ROOT, "bin", program), "--port", "0", ...options, "--json"]);
  server = started;
  return new Promise((resolve, reject) => {
    started.stdout.once("data", (line) => resolve(JSON.parse(String(line))));
    started.once("exit", (code) => reject(new Error(`${program} ended with ${code}.`)));
  });
}

function blocks(page: string): readonly string[] {
  return [...readFileSync(join(ROOT, page), "utf8").matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
}

/** What bash prints, errors among it. Nothing of the reader's own AWS configuration is looked at. */
async function run(script: string, { endpoint, page }: Started): Promise<string> {
  const text = script
    .replaceAll("http://127.0.0.1:4566", endpoint)
    .replaceAll("http://127.0.0.1:8080", page ?? "http://127.0.0.1:8080");
  const env = { PATH: process.env["PATH"], HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" };
  return new Promise((resolve) => {
    execFile("bash", ["-c", `exec 2>&1\n${text}`], { cwd: ROOT, env }, (_, stdout) => resolve(stdout));
  });
}

/** Each in the text after the one before it. */
function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect(at, `"${part}" after character ${from} of:\n${text}`).toBeGreaterThanOrEqual(0);
    from = at + part.length;
  }
}

describe.skipIf(!isWanted)("as a reader types them", () => {
  test("docs/aws-cli.md: a leaked session and a bare key are cut off, proven and lifted", async () => {
    const started = await start("local.ts", "--page-port", "0");
    const [, session = "", key = ""] = blocks("docs/aws-cli.md");
    expectInOrder(await run(session + key, started), [
      '"to be kept"',
      "explicit deny in an identity-based policy",
      '"to be kept"',
      "explicit deny in an identity-based policy",
      '"status":"contained"',
      '"status":"contained","proof":"proven"',
      '"status":"lifted","proof":"proven"',
      '"to be kept"',
      '"type":"deactivate-key"',
      '"status":"awaiting-approval"',
      '"to be kept"',
      '"status":"contained"',
      "UnrecognizedClientException",
      '"status":"lifted"',
      '"to be kept"',
      "It was a false alarm",
      '"status":"contained"',
      "UnrecognizedClientException",
    ]);
  }, 180_000);

  test("mock-aws/README.md: an instance's credentials are stolen, time passes, IAM is slow, an event is lost", async () => {
    const started = await start("mock-aws.ts");
    const [, keys = "", ...rest] = blocks("mock-aws/README.md");
    expectInOrder(await run(keys + rest.join("\n"), started), [
      "arn:aws:iam::111122223333:user/admin",
      '"SecretAccessKey"',
      '"now"',
      '"iamPropagation"',
      "NO_PERMISSIONS",
      '"secretAccessKey"',
    ]);
  }, 120_000);
});
