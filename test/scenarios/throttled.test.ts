// IAM throttles while a deny is to be written: it waits for its turn, looks again first, and nobody waits twice.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cutoffOf, OLDER_SESSIONS_POLICY } from "../../lambda/older-sessions-policy.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };
const named = { RoleName: "app", PolicyName: OLDER_SESSIONS_POLICY };

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService();
  leak = await leakSession(service);
});
afterEach(() => service.close());

function throttle(times: number): void {
  failing("throttle", times);
}

function failing(fault: "throttle" | "crash-after", times: number): void {
  const write = { service: "iam", operation: "PutRolePolicy", fault, times, probability: 1 } as const;
  service.aws.world().faults.push({ ...write });
}

async function standing(): Promise<string> {
  const { PolicyDocument = "" } = await service.admin.iam.send(new GetRolePolicyCommand(named));
  return decodeURIComponent(PolicyDocument);
}

test("what somebody else writes into the policy meanwhile is not lost", async () => {
  const theirs = { Sid: "Theirs", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" };
  const { clock } = service.aws.world();
  throttle(2); // The second is theirs: they try again.
  clock.at(service.now() + 200, async () => {
    const write = new PutRolePolicyCommand({ ...named, PolicyDocument: policy(theirs) });
    await service.admin.iam.send(write).catch(() => service.admin.iam.send(write));
  });
  await service.deliver(leak.event());
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect(await standing()).toContain("Theirs");
});

test("a deny that has waited long denies what was issued meanwhile, and what propagation lets through after it", async () => {
  throttle(20);
  const begin = service.now();
  await service.deliver(leak.event());
  const { appliedAt = "" } = (await service.incident()).steps[0] ?? {};
  expect(Date.parse(appliedAt) - begin).toBeGreaterThan(15_000);
  expect(Date.parse(cutoffOf(await standing()) ?? "")).toBeGreaterThanOrEqual(Date.parse(appliedAt) + 19_000);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

test("alerts that join while the deny waits are on record, and do not write it again", async () => {
  throttle(12);
  const { clock } = service.aws.world();
  const seen = new Date(service.now()).toISOString();
  const repeat = leak.event({ id: "another", lastSeen: seen });
  const detail = { Source: repeat.source, DetailType: repeat["detail-type"], Detail: JSON.stringify(repeat.detail) };
  clock.at(service.now() + 4_000, async () => {
    await service.admin.events.send(new PutEventsCommand({ Entries: [detail] }));
  });
  await service.deliver(leak.event());
  await service.advance(60);
  const incident = await service.incident();
  expect(incident).toMatchObject({ status: "contained", pending: [] });
  expect(incident.alerts).toHaveLength(2);
  expect(incident.steps[0]?.requestIds).toHaveLength(1);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

test("a session that is reported while the deny of another one waits is denied too", async () => {
  await service.close();
  service = await startService({ config: { scope: "session" } });
  leak = await leakSession(service);
  const second = await service.assume("app", "second");
  await service.advance(60);
  const { clock } = service.aws.world();
  throttle(12);
  const principalId = `${leak.roleId}:second`;
  const { accessKeyId } = second.keys;
  const event = leak.event({ id: "second", principalId, accessKeyId });
  const detail = { Source: event.source, DetailType: event["detail-type"], Detail: JSON.stringify(event.detail) };
  clock.at(service.now() + 4_000, async () => {
    await service.admin.events.send(new PutEventsCommand({ Entries: [detail] }));
  });
  await service.deliver(leak.event());
  await service.advance(70);
  expect((await service.incident()).alerts).toHaveLength(2);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await expect(works(second)).rejects.toMatchObject(refused);
});

test("a deny that was written after a wait, and whose answers were lost, and which no read shows, is on record with the cutoff that was written", async () => {
  throttle(2); // Enough for a wait.
  failing("crash-after", 20);
  const reads = { service: "iam", operation: "GetRolePolicy", probability: 1 } as const;
  service.aws.world().faults.push({ ...reads, fault: "stale", delay: 600_000, times: 100 });
  await service.deliver(leak.event());
  const { entries } = await service.incident();
  service.aws.world().faults.length = 0;
  const tried = entries.flatMap((entry) => (entry.type === "step-failed" ? entry.step : []));
  expect(tried).toMatchObject([{ cutoff: cutoffOf(await standing()) }]);
});
