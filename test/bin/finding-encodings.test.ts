// A finding as a shell has written it into a file, or hands it on: PowerShell's `>` writes UTF-16.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { textOf } from "../../cli/finding/text-of.ts";
import { guardDutyEvent } from "../support/findings.ts";

const KEY = "ASIAIOSFODNN7EXAMPLE";
const FINDING = JSON.stringify(
  guardDutyEvent({ accessKeyId: KEY, userName: "app", principalId: "AROAEXAMPLE:jürgen" }),
);
const RECORD = {
  ...{ eventID: "1", eventTime: "2026-03-01T09:00:00Z", eventSource: "iam.amazonaws.com", eventName: "ListUsers" },
  ...{ awsRegion: "us-east-1", recipientAccountId: "111122223333" },
  userIdentity: { type: "IAMUser", accountId: "111122223333", accessKeyId: KEY, userName: "ci" },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "finding-"));
  await writeFile(join(folder, "log.json"), JSON.stringify({ Records: [RECORD] }));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["UTF-8", Buffer.from(FINDING)],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${FINDING}`)],
  ["UTF-16", Buffer.from(`\ufeff${FINDING}`, "utf16le")],
  ["UTF-16 without a mark", Buffer.from(FINDING, "utf16le")],
  ["UTF-16 with the large end first", Buffer.from(`\ufeff${FINDING}`, "utf16le").swap16()],
])("%s is read", async (_, bytes) => {
  expect(await textOf(bytes)).toBe(FINDING);
});

test.each(["as a file", "on the standard input"])("the program reads it so %s", async (how) => {
  const bytes = Buffer.from(`\ufeff${FINDING}`, "utf16le");
  const file = join(folder, "finding.txt");
  await writeFile(file, bytes);
  const [given, input] = how === "as a file" ? [file, ""] : ["-", bytes];
  const words = ["bin/responder.ts", "trace", "--logs", join(folder, "log.json"), "--finding", given];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { input, encoding: "utf8" });
  expect(stderr).not.toMatch(/error/);
  expect(stdout).toContain(KEY);
  expect(status).toBe(0);
});
