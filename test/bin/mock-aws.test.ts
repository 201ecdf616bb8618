import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "vitest";
import { clientsOf } from "../../local/clients.ts";

const PROGRAM = join(import.meta.dirname, "../../bin/mock-aws.ts");

type Server = ChildProcessByStdio<null, Readable, null>;

const started: Server[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.kill("SIGKILL");
});

function start(...args: string[]): Server {
  const server = spawn(process.execPath, [PROGRAM, "--port", "0", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(server);
  return server;
}

async function firstLines(server: Server, count: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

test("mock-aws prints what a shell needs, serves, and stops with 0 when it is told to", async () => {
  const server = start();
  const lines = await firstLines(server, 4);
  expect(lines[0]).toMatch(/^export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/);
  expect(lines.slice(1)).toEqual([
    "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE",
    "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "export AWS_DEFAULT_REGION=us-east-1",
  ]);
  const endpoint = lines[0]?.split("=")[1] ?? "";
  expect((await fetch(`${endpoint}/_mock/health`)).status).toBe(200);
  server.kill("SIGTERM");
  expect(await once(server, "exit")).toEqual([0, null]);
});

test("mock-aws --json prints one line for a program; the keys in it are the administrator's", async () => {
  const server = start("--json");
  const [line = ""] = await firstLines(server, 1);
  const { endpoint, accessKeyId, secretAccessKey, account, region, page } = JSON.parse(line);
  expect({ account, region, page }).toEqual({ account: "111122223333", region: "us-east-1", page: null });
  const { sts } = clientsOf(endpoint, { accessKeyId, secretAccessKey });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe("arn:aws:iam::111122223333:user/admin");
  server.kill("SIGINT");
  expect(await once(server, "exit")).toEqual([0, null]);
});

test.each([
  [["--prot", "1"], 2, /Unknown option '--prot'[\s\S]*Usage: npm run mock-aws/],
  [["--port", "80000"], 2, /--port takes a port from 0 to 65535/],
])("mock-aws %j ends with %i and says why", async (args, code, why) => {
  const refusal = promisify(execFile)(process.execPath, [PROGRAM, ...args]);
  await expect(refusal).rejects.toMatchObject({ code, stdout: "", stderr: expect.stringMatching(why) });
});

test("mock-aws says that a port is taken, and how to get another", async () => {
  const [line = ""] = await firstLines(start("--json"), 1);
  const { port } = new URL(JSON.parse(line).endpoint);
  const refusal = promisify(execFile)(process.execPath, [PROGRAM, "--port", port]);
  await expect(refusal).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/EADDRINUSE.*Choose another port; 0 takes any that is free\./),
  });
});
