import { expect, test } from "vitest";
import { METRIC_NAMESPACE, METRICS } from "../../lambda/metric-list.ts";
import { emfMetrics } from "../../lambda/metrics.ts";
import { type EmfLine, measuredIn, readEmf, valuesOf } from "../support/emf.ts";

const NOW = Date.parse("2026-03-01T09:00:00Z");

function gathering(write?: (line: string) => void) {
  const lines: EmfLine[] = [];
  const errors: unknown[] = [];
  const metrics = emfMetrics({
    now: () => NOW,
    write: write ?? ((line) => void lines.push(readEmf(line))),
    failed: (error) => void errors.push(error),
  });
  return { metrics, lines, errors };
}

test("one line for each dimension set, in the project's namespace, at the time that the caller gives", async () => {
  const { metrics, lines } = gathering();
  metrics.count("Heartbeats");
  metrics.time("TimeToDeny", 1_234);
  metrics.count("IncidentsByStatus", { Status: "contained" }, 3);
  await metrics.flush();
  expect(lines.map(({ _aws }) => _aws.Timestamp)).toEqual([NOW, NOW]);
  const service = "credential-leak-responder";
  expect(measuredIn(lines)).toEqual([
    { at: NOW, namespace: METRIC_NAMESPACE, name: "Heartbeats", unit: "Count", dimensions: { service }, values: [1] },
    {
      at: NOW,
      namespace: METRIC_NAMESPACE,
      name: "TimeToDeny",
      unit: "Milliseconds",
      dimensions: { service },
      values: [1_234],
    },
    {
      at: NOW,
      namespace: METRIC_NAMESPACE,
      name: "IncidentsByStatus",
      unit: "Count",
      dimensions: { service, Status: "contained" },
      values: [3],
    },
  ]);
});

test("what was written is not written again, and nothing gathered is no line", async () => {
  const { metrics, lines } = gathering();
  await metrics.flush();
  metrics.count("Heartbeats");
  await metrics.flush();
  await metrics.flush();
  expect(valuesOf(lines, "Heartbeats")).toEqual([1]);
});

test("a storm's values all arrive, under the dimensions that they were given", async () => {
  const { metrics, lines } = gathering();
  const values = Array.from({ length: 250 }, (_, index) => index);
  for (const value of values) metrics.count("IncidentsByProof", { Proof: "leaking" }, value);
  await metrics.flush();
  expect(valuesOf(lines, "IncidentsByProof", { Proof: "leaking" })).toEqual(values);
  expect(measuredIn(lines).every(({ dimensions }) => dimensions["Proof"] === "leaking")).toBe(true);
});

test("an output that is broken fails nobody, and is told", async () => {
  const { metrics, errors } = gathering(() => {
    throw new Error("EPIPE");
  });
  metrics.count("Heartbeats");
  await metrics.flush();
  expect(errors).toEqual([new Error("EPIPE")]);
});

test("no dimension has room for an incident, a key or an account: all have closed lists but the Region", () => {
  const open = Object.entries(METRICS).flatMap(([name, { dimensions }]) =>
    Object.entries(dimensions).flatMap(([dimension, values]) =>
      typeof values === "string" ? [[name, dimension]] : [],
    ),
  );
  expect(open).toEqual([["DrillArrived", "Region"]]);
});
