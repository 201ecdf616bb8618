// Folders of log files as tools, other machines and opponents leave them.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { responder } from "../../support/terminal.ts";

const KEY = "AKIAIOSFODNN7EXAMPLE";
const record = (more: object = {}) => ({
  eventID: "a7b8c9d0-0000-4000-8000-000000000001",
  eventTime: "2026-03-01T09:00:00Z",
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  awsRegion: "us-east-1",
  recipientAccountId: "111122223333",
  userIdentity: {
    type: "IAMUser",
    principalId: "AIDAIOSFODNN7EXAMPLE",
    accountId: "111122223333",
    accessKeyId: KEY,
    userName: "ci",
  },
  ...more,
});
const line = (more?: object) => JSON.stringify(record(more));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "odd-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function traceIn(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const cast = { endpoint: "http://127.0.0.1:9", now: () => Date.parse("2026-03-02T00:00:00Z") };
  return responder(cast as never, ["trace", "--logs", folder, "--access-key", KEY, ...words]);
}

test("one log file is one", async () => {
  const { out, err } = await traceIn({ "a.json": line(), "notes.txt": "" });
  expect(err).toMatch(/^Reading 1 log file \(/);
  expect(out).toMatch(/1 log file of /);
  expect(out).toMatch(/1 file was left aside: not named/);
});

test("CloudWatch Logs' export task writes the time before each record: nothing is missing", async () => {
  const stamped = [1, 2, 3].map((n) => `2026-03-01T09:00:0${n}.000Z ${line({ eventID: `e${n}` })}\n`).join("");
  const { code, out } = await traceIn({ "exported/task/111122223333_CloudTrail_us-east-1/000000.json": stamped });
  expect(out).toContain("3 × iam:CreateUser");
  expect(out).not.toContain("What is not known");
  expect(code).toBe(0);
});

test("what Firehose has delivered has no extension, and is read", async () => {
  const name = "2026/03/01/09/trail-1-2026-03-01-09-00-00-0a1b2c3d-0000-4000-8000-0123456789ab";
  const { code, out } = await traceIn({ [name]: `${line()}\n${line({ eventID: "2" })}\n`, README: "" });
  expect(code).toBe(0);
  expect(out).toContain("2 × iam:CreateUser");
});

describe("an opponent's record", () => {
  test.each(["9999-12-31T23:59:59Z", "275760-09-13"])("of the time %s hides no other", async (eventTime) => {
    const { out } = await traceIn({ "a.json": `${line()}\n${line({ eventID: "far", eventTime })}\n` });
    expect(out).toMatch(/\d × iam:CreateUser/);
    expect(out).toContain("2026-03-01T09:00:00");
  });

  test("that names members of every object hides no other", async () => {
    const odd = line({ eventID: "odd", awsRegion: "__proto__" }).replace("{", '{"__proto__":{"errorCode":"x"},');
    const { code, out } = await traceIn({ "a.json": `${odd}\n${line({ awsRegion: "constructor" })}\n` });
    expect(code).toBe(0);
    expect(out).toContain("2 × iam:CreateUser");
  });

  test("in a file of a name with signs for the terminal writes none of them", async () => {
    const { out, err } = await traceIn({ "a\u001b[2J\r\u0007.json": '{"Records":[{"eventID":' });
    for (const sign of ["\u001b[2J", "\u0007", "\r"]) expect(out + err).not.toContain(sign);
  });
});

test.each(["--access-key", "--key"])("two keys are refused (%s): one would be left out unseen", async (option) => {
  const { code, err } = await traceIn({ "a.json": line() }, option, "AKIAI44QH8DHBEXAMPLE");
  expect(code).toBe(2);
  expect(err).toMatch(/trace each by itself/);
});
