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

test("npm start -- --event FILE plays a finding, of which nothing reaches the terminal as an intruder wrote it", async () => {
  const { detail } = guardDutyEvent({ additionalInfo: { sample: true } });
  const { code, out } = await run("bin/demo.ts", "--event", file({ ...detail, title: "\u001b[2Jgone" }));
  expect(out).toMatch(/gone[\s\S]*refused, and it says why — The finding .* is a sample/);
  expect(out).not.toContain("\u001b");
  expect(code).toBe(0);
});

test("npm start tells the story, and every claim of it holds", async () => {
  const { code, out } = await run("bin/demo.ts");
  expect(out).toMatch(/\n17 claims held, 0 failed\.\n$/);
  expect(out).not.toContain("\u001b"); // No colour where there is no terminal.
  expect(code).toBe(0);
}, 60_000);

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

test("npm run local says where it is, is ready, and stops when asked to", async () => {
  const ports = ["--port", "0", "--page-port", "0"];
  const server = spawn(process.execPath, ["bin/local.ts", ...ports, "--json"], { stdio: ["ignore", "pipe", "ignore"] });
  const line = await new Promise<string>((resolve) =>
    server.stdout.once("data", (data: Buffer) => resolve(data.toString())),
  );
  const { endpoint, page, account, accessKeyId } = JSON.parse(line);
  expect({ account, accessKeyId }).toEqual({ account: "111122223333", accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
  expect((await fetch(`${endpoint}/_mock/health`)).status).toBe(200);
  expect(await (await fetch(`${page}/api/incidents`)).json()).toEqual([]);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  expect(await ended).toBe(0);
});
