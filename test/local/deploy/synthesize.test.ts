import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "../../../lambda/config.ts";
import { synthesize } from "../../../local/deploy/synthesize.ts";

test("gives the templates, and leaves nothing in the folder for temporary files", () => {
  const before = process.env["TMPDIR"];
  const folder = mkdtempSync(join(tmpdir(), "own-"));
  process.env["TMPDIR"] = folder;
  try {
    const config = readConfig({ members: { accounts: ["444455556666"] }, cutoffLeadSeconds: 29 }); // Nobody else's.
    const templates = synthesize(config, { account: "111122223333", region: "us-east-1" });
    expect(Object.values(templates).map(({ Resources }) => Object.keys(Resources).length > 5)).toEqual([true, true]);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
});
