import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commandLine } from "../../lambda/command-line.ts";

test("a shell takes every word as it was, whoever wrote it", () => {
  const hostile = fc.array(fc.string({ unit: fc.constantFrom(..."ab '\"$`\\;&|<>(){}[]*?~#!\n=-") }), { minLength: 1 });
  fc.assert(
    fc.property(hostile, (words) => {
      const read = execFileSync("sh", ["-c", `printf '<%s>' ${commandLine(...words)}`], { encoding: "utf8" });
      expect(read).toBe(words.map((word) => `<${word}>`).join(""));
    }),
    { numRuns: 30 },
  );
});

test("plain words stay readable", () => {
  expect(commandLine("aws", "iam", "get-user", "--user-name", "ana@example.com")).toBe(
    "aws iam get-user --user-name ana@example.com",
  );
});
