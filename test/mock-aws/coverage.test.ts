import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { coverageTable, withCoverage } from "../../mock-aws/coverage.ts";
import type { Service } from "../../mock-aws/operation.ts";
import { SERVICES } from "../../mock-aws/services.ts";

const README = join(import.meta.dirname, "../../mock-aws/README.md");

test("the README's table names every operation that there is, and no other (npx node bin/mock-aws-coverage.ts writes it)", async () => {
  const text = await readFile(README, "utf8");
  expect(text).toBe(withCoverage(text, coverageTable(SERVICES.values())));
});

test("the table has a row for each service, its operations in order", () => {
  const service = (name: string, ...names: string[]) =>
    ({ name, operations: names.map((one) => ({ name: one })) }) as unknown as Service;
  expect(coverageTable([service("sts", "GetCallerIdentity", "AssumeRole"), service("ec2", "RunInstances")])).toBe(
    [
      "| service | | operations |",
      "|---|---|---|",
      "| `ec2` | 1 | RunInstances |",
      "| `sts` | 2 | AssumeRole, GetCallerIdentity |",
    ].join("\n"),
  );
});
