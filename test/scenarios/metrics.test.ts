// What stories leave in CloudWatch: the time to the deny, where incidents stand, and what went wrong on the way.
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, expect, test } from "vitest";
import { METRIC_NAMESPACE, METRICS } from "../../lambda/metric-list.ts";
import { measuredIn, valuesOf } from "../support/emf.ts";
import { leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

let service: TestService;
afterEach(() => service.close());

const values = (name: string, dimensions?: object) => valuesOf(service.emf, name, dimensions);

test("the time to the deny runs from the event to AWS's answer, and counts once for each alert that changed something", async () => {
  service = await startService({ measured: true });
  const leak = await leakSession(service);
  await service.advance(0.25);
  const sent = service.now();
  await service.deliver(leak.event());
  const [ms = -1, ...more] = values("TimeToDeny");
  expect(more).toEqual([]);
  const [containedAt = ""] = (await service.incident()).steps.map(({ appliedAt }) => appliedAt);
  const whole = Math.floor(sent / 1000) * 1000; // EventBridge gives whole seconds.
  expect(ms).toBe(Date.parse(containedAt) - whole);

  await service.deliver(leak.event({ lastSeen: "2026-03-01T08:00:00.000Z" }));
  expect(values("TimeToDeny")).toHaveLength(1);
});

test("an incident is counted when it comes to a status, and in each heartbeat for as long as it stays", async () => {
  service = await startService({ measured: true });
  await service.deliver((await leakSession(service)).event());
  expect(values("IncidentsByStatus", { Status: "contained" })).toEqual([1]);
  expect(values("IncidentsByProof", { Proof: "in-place" })).toEqual([1]);
  await service.advance(180);
  expect(values("Heartbeats").length).toBeGreaterThanOrEqual(3);
  expect(values("IncidentsByStatus", { Status: "contained" }).length).toBeGreaterThanOrEqual(4);
  expect(values("IncidentsByProof", { Proof: "effective" }).length).toBeGreaterThanOrEqual(3);
  expect(values("Verdicts", { Verdict: "contain" })).toEqual([1]);
});

test("two that stand alike are counted in one value", async () => {
  service = await startService({ measured: true });
  await service.deliver((await leakSession(service, "app")).event());
  await service.deliver((await leakSession(service, "web")).event({ id: "another" }));
  await service.advance(120);
  expect(values("IncidentsByStatus", { Status: "contained" })).toContain(2);
});

test("whoever undoes the deny is counted, and when he goes on a person is paged", async () => {
  service = await startService({ measured: true, config: { mostReapplies: 2 } });
  await service.deliver((await leakSession(service)).event());
  for (const _ of [1, 2]) {
    await service.admin.iam.send(
      new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }),
    );
    await service.advance(120);
  }
  expect(values("StepsUndone")).toEqual([1, 1]);
  expect(values("PeoplePaged")).toEqual([1]);
});

test("who awaits an answer is counted, and so is the breaker that asks", async () => {
  service = await startService({ measured: true, config: { circuitBreaker: 1 } });
  await service.deliver((await leakSession(service, "app")).event());
  expect(values("CircuitBreakerOpen")).toEqual([]);
  await service.deliver((await leakSession(service, "web")).event({ id: "another" }));
  expect(values("CircuitBreakerOpen")).toEqual([1]);
  expect(values("IncidentsByStatus", { Status: "awaiting-approval" })).toEqual([1]);
  expect(values("Verdicts", { Verdict: "ask" })).toEqual([1]);
  const { id } = await service.incident();
  await service.invoke({ action: "approve", id, proof: await service.prove("approve", id) });
  expect((await service.incident()).status).toBe("contained");
  expect(values("TimeToDeny")).toHaveLength(1); // A person's time is not the responder's.
});

test("a step for which there is no room makes the incident failed for as long as it is", async () => {
  service = await startService({ measured: true, config: { fallback: "none" } });
  const leak = await leakSession(service);
  const full = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::b/${"x".repeat(9_860)}` });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "full", PolicyDocument: full }));
  await service.deliver(leak.event());
  expect(values("StepsFailed")).toEqual([1]);
  await service.advance(120);
  expect(values("IncidentsByStatus", { Status: "failed" }).length).toBeGreaterThanOrEqual(3);
});

test("a ledger that does not answer is counted, and the deny stands all the same", async () => {
  service = await startService({ measured: true });
  const leak = await leakSession(service);
  service.aws.world().faults.push({ service: "dynamodb", fault: "error", times: 30, probability: 1 });
  await service.deliver(leak.event());
  expect(values("LedgerUnavailable").length).toBeGreaterThan(0);
  await service.advance(10);
  await expect(works(leak.stolen)).rejects.toThrow(/explicit deny/);
});

test("an incident that nobody has looked after for long is overdue, and else none is", async () => {
  service = await startService({ measured: true });
  await service.deliver((await leakSession(service)).event());
  await service.advance(180);
  expect(new Set(values("IncidentsOverdue"))).toEqual(new Set([0]));
  await service.sleepThrough(1);
  expect(values("IncidentsOverdue")).toContain(1);
});

afterEach(() => {
  for (const { namespace, name, unit, dimensions } of measuredIn(service.emf)) {
    const known = Object.entries(METRICS).find(([key]) => key === name)?.[1];
    expect({ namespace, unit }).toEqual({ namespace: METRIC_NAMESPACE, unit: known?.unit });
    const { service: of, ...rest } = dimensions;
    expect(of).toBe("credential-leak-responder");
    expect(Object.keys(rest)).toEqual(Object.keys(known?.dimensions ?? { unknown: name }));
  }
});
