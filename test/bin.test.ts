// The programs that people start, as they start them.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { guardDutyEvent } from "./support/findings.ts";

const run = (...args: string[]) =>
  new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
    execFile(process.execPath, args, { timeout: 60_000 }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, out, err });
    });
  });

const folder = mkdtempSync(join(tmpdir(), "findings-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function file(content: unknown): string {
  const path = join(folder, `${files++}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("what an intruder wrote into a finding does not reach the terminal as he wrote it", async () => {
  const { detail } = guardDutyEvent({ additionalInfo: { sample: true } });
  const { out } = await run("bin/demo.ts", "--event", file({ ...detail, title: "\u001b[2Jgone" }));
  expect(out).not.toContain("\u001b");
});

test("npm start tells the story, and every claim of it holds", async () => {
  const { code, out } = await run("bin/demo.ts");
  expect(out).toMatch(/\n17 claims held, 0 failed\.\n$/);
  expect(out).not.toContain("\u001b"); // No colour where there is no terminal.
  expect(code).toBe(0);
}, 60_000);

test.each([
  [
    "a finding about a role's session contains it",
    guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" }),
    /contained: sessions issued before .*\n.*the leaked session is refused/,
  ],
  [
    "its detail alone does too",
    guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE", account: "444455556666" }).detail,
    /contained/,
  ],
  [
    "a sample is refused, and the program says why",
    guardDutyEvent({ additionalInfo: { sample: true } }),
    /refused, and it says why — The finding .* is a sample/,
  ],
  [
    "names that cannot be made are told, and the finding is played all the same",
    guardDutyEvent({ userName: "credential-leak-responder", principalId: "AROAX:a" }),
    /cannot be made here[\s\S]*refused, and it says why/,
  ],
  [
    "a finding without a credential is refused at the door",
    { ...guardDutyEvent(), detail: { ...guardDutyEvent().detail, resource: {} } },
    /names no credential/,
  ],
])("npm start -- --event FILE: %s", async (_what, content, expected) => {
  const { code, out } = await run("bin/demo.ts", "--event", file(content));
  expect(out).toMatch(expected);
  expect(code).toBe(0);
});

test.each([
  ["a file that is not there", ["--event", "/nowhere/at/all.json"], /no such file/],
  ["a file that is no JSON", ["--event", file("{")], /JSON/],
  ["a file that holds no event", ["--event", file([1])], /holds no event/],
  ["an option that does not exist", ["--evnt", "x"], /--evnt/],
])("npm start with %s ends with 2 and says what was wrong", async (_what, args, expected) => {
  const { code, err } = await run("bin/demo.ts", ...args);
  expect(err).toMatch(expected);
  expect(err).toMatch(/Usage: npm start/);
  expect(code).toBe(2);
});

test.each(["bin/local.ts", "bin/mock-aws.ts"])(
  "%s says where it is, is ready, and stops when asked to",
  async (program) => {
    const ports = program === "bin/local.ts" ? ["--port", "0", "--page-port", "0"] : ["--port", "0"];
    const server = spawn(process.execPath, [program, ...ports, "--json"], { stdio: ["ignore", "pipe", "ignore"] });
    const line = await new Promise<string>((resolve) =>
      server.stdout.once("data", (data: Buffer) => resolve(data.toString())),
    );
    const { endpoint, page, account, accessKeyId } = JSON.parse(line);
    expect({ account, accessKeyId }).toEqual({ account: "111122223333", accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
    expect((await fetch(`${endpoint}/_mock/health`)).status).toBe(200);
    if (page !== null) expect(await (await fetch(`${page}/api/incidents`)).json()).toEqual([]);
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    expect(await ended).toBe(0);
  },
);

test("a port that is none is a usage error", async () => {
  const { code, err } = await run("bin/mock-aws.ts", "--port", "seventy");
  expect(err).toMatch(/--port takes a port from 0 to 65535/);
  expect(code).toBe(2);
});
