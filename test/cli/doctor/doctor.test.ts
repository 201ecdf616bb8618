import { afterAll, beforeAll, expect, test } from "vitest";
import { type Healthy, startHealthy } from "./healthy.ts";

let healthy: Healthy;
beforeAll(async () => {
  healthy = await startHealthy();
});
afterAll(() => healthy?.close());

test("a healthy installation has no problem, and nothing that could not be seen", async () => {
  const findings = await healthy.look();
  console.log(
    findings.map((f) => `${f.status.padEnd(8)} ${f.check}: ${f.what} ${f.fix ? `→ ${f.fix}` : ""}`).join("\n"),
  );
  expect(findings.filter(({ status }) => status === "problem" || status === "unknown")).toEqual([]);
});
