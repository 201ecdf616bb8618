// When things around the responder break: the deny lands first, and the record catches up.
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, expect, test } from "vitest";
import { readAlert } from "../../lambda/intake/index.ts";
import { liftInert, liftOnRequest } from "../../lambda/lift.ts";
import { denyOlderSessions } from "../../lambda/older-sessions-policy.ts";
import { reconcileDue } from "../../lambda/reconcile-due.ts";
import { respond } from "../../lambda/respond.ts";
import type { FaultKind } from "../../mock-aws/faults.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

let service: TestService;
let leak: Leak;
afterEach(() => service.close());

/** In DynamoDB only where it is the table that fails. */
async function start(where: { readonly dynamodb?: true; readonly sockets?: true } = {}) {
  service = await startService(where);
  leak = await leakSession(service);
}

const fault = (serviceName: string, kind: FaultKind, times: number, operation?: string) =>
  service.aws.world().faults.push({ service: serviceName, operation, fault: kind, times, probability: 1 });

test("a throttled deny is tried until it lands", async () => {
  await start();
  fault("iam", "throttle", 2, "PutRolePolicy");
  await service.deliver(leak.event());
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("with the ledger down the deny lands all the same, and delivering again completes the record", async () => {
  await start({ dynamodb: true });
  fault("dynamodb", "error", 10_000);
  await expect(respond(service.deps, leak.event())).rejects.toThrow();
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });

  service.aws.world().faults.length = 0;
  await respond(service.deps, leak.event());
  expect(await service.incident()).toMatchObject({ status: "contained", steps: [{ status: "applied" }] });
});

test("a crash right after the claim is picked up by the next heartbeat", async () => {
  await start();
  const at = new Date(service.now()).toISOString();
  await service.deps.ledger.claim({
    incidentId: "crashed",
    alert: readAlert(leak.event()),
    cutoff: "2026-03-01T09:01:30Z",
    at,
  });
  await works(leak.stolen);
  await service.advance(120);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  expect(await service.incident()).toMatchObject({ id: "crashed", status: "contained" });
});

test("deliveries while the ledger is down deny once and do not move the cutoff on", async () => {
  await start({ dynamodb: true });
  const event = leak.event();
  fault("dynamodb", "error", 10_000);
  await expect(respond(service.deps, event)).rejects.toThrow();
  await service.advance(31);
  const today = await service.assume("app", "alice");
  await expect(respond(service.deps, event)).rejects.toThrow();
  await works(today);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a crash between the deny and its record leaves nothing behind after the lift", async () => {
  await start();
  const at = new Date(service.now()).toISOString();
  const cutoff = "2026-03-01T09:01:30Z";
  await service.deps.ledger.claim({ incidentId: "crashed", alert: readAlert(leak.event()), cutoff, at });
  const named = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
  const PolicyDocument = denyOlderSessions(null, cutoff);
  await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
  await service.advance(120);
  expect(await service.incident()).toMatchObject({ id: "crashed", status: "contained" });
  await service.sleepThrough(13);
  expect((await service.incident()).status).toBe("lifted");
  await expect(service.admin.iam.send(new GetRolePolicyCommand(named))).rejects.toMatchObject({
    name: "NoSuchEntityException",
  });
});

test("a responder that may not read the role says so on record, and contains as soon as it may", async () => {
  await start();
  const policyName = { RoleName: "credential-leak-responder", PolicyName: "forbidden" };
  const PolicyDocument = policy({ Effect: "Deny", Action: "iam:GetRole", Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ ...policyName, PolicyDocument }));
  await service.deliver(leak.event());
  const failed = await service.incident();
  expect(failed.status).toBe("failed");
  expect(failed.because.join(" ")).toMatch(/iam:GetRole/);
  await service.admin.iam.send(new DeleteRolePolicyCommand(policyName));
  await service.advance(300);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("an alert that contains again while the incident is lifted keeps it open", async () => {
  await start();
  await service.deliver(leak.event());
  const before = await service.incident();
  const claim = await service.deps.ledger.claimOf(before);
  if (!claim) throw new Error("The claim is gone.");
  await service.advance(60);
  const again = await service.assume("app", "thief-again");
  await respond(service.deps, leak.event({ accessKeyId: again.keys.accessKeyId }));
  await liftInert(service.deps, claim, before);
  await service.advance(60);
  expect((await service.incident()).status).toBe("contained");
  await expect(works(again)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("what a crash delayed still denies half a minute ahead: a session opened meanwhile does not escape", async () => {
  await start();
  service.aws.world().settings.iamPropagation = 10_000;
  const claimed = service.now();
  const at = new Date(claimed).toISOString();
  const cutoff = new Date(claimed + 30_000).toISOString();
  await service.deps.ledger.claim({ incidentId: "crashed", alert: readAlert(leak.event()), cutoff, at });
  service.aws.world().clock.at(service.now() + 28_000, async () => void (await reconcileDue(service.deps)));
  await service.advance(28);
  await service.advance(4);
  const opened = await service.assume("app", "opened-meanwhile");
  await service.advance(10);
  await expect(works(opened)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("an incident whose claim was not closed at its lift is closed by the next heartbeat", async () => {
  await start({ dynamodb: true });
  await service.deliver(leak.event());
  const { id } = await service.incident();
  fault("dynamodb", "error", 4, "UpdateItem");
  await expect(liftOnRequest(service.deps, { id, reason: "a false alarm" })).rejects.toThrow();
  expect(await service.deps.ledger.due("2030-01-01T00:00:00Z")).toHaveLength(1);
  await service.advance(60);
  expect((await service.incident()).status).toBe("lifted");
  expect(await service.deps.ledger.due("2030-01-01T00:00:00Z")).toEqual([]);
});

test("a crash right after the deny leaves no second deny and no gap in the record", async () => {
  await start({ sockets: true }); // The connection breaks.
  fault("iam", "crash-after", 1, "PutRolePolicy");
  await service.deliver(leak.event());
  const incident = await service.incident();
  expect(incident.status).toBe("contained");
  expect(incident.entries.filter(({ type }) => type === "step-applied")).toHaveLength(1);
});

test("a Region whose trail cannot be read leaves the incident unproven, and says which", async () => {
  await start();
  await service.deliver(leak.event());
  await service.advance(60);
  fault("cloudtrail", "error", 1_000_000);
  await service.sleepThrough(3);
  const { proof, evidence } = await service.incident();
  expect(proof).toBe("unproven");
  expect(evidence?.missing.join(" ")).toMatch(/CloudTrail in us-east-1 could not be read/);
});

test("an alert without key and session is contained, and stays unproven: nobody can be asked about", async () => {
  await start();
  await service.deliver(leak.event({ accessKeyId: null, principalId: leak.roleId }));
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  await service.sleepThrough(3);
  expect((await service.incident()).proof).toBe("unproven");
});

test("a crash between the lift and its record ends as an undisturbed lift does", async () => {
  await start({ dynamodb: true });
  const event = leak.event();
  await service.deliver(event);
  fault("dynamodb", "error", 1_000_000, "PutItem");
  await service.sleepThrough(13);
  expect((await service.incident()).status).toBe("contained");
  service.aws.world().faults.length = 0;
  await service.advance(120);
  const { status, entries } = await service.incident();
  expect(status).toBe("lifted");
  expect(entries.filter(({ type }) => type === "tamper")).toEqual([]);
});

test("a step that was undone and could not be put back is put back as soon as it can be", async () => {
  await start();
  await service.deliver(leak.event());
  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }));
  fault("iam", "error", 18, "PutRolePolicy");
  await service.advance(60);
  expect((await service.incident()).status).toBe("failed");
  await service.advance(300);
  expect((await service.incident()).status).toBe("contained");
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("an incident that failed after it was contained, and whose role is gone, ends all the same", async () => {
  await start();
  await service.deliver(leak.event());
  const named = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
  await service.admin.iam.send(new DeleteRolePolicyCommand(named));
  fault("iam", "error", 18, "PutRolePolicy");
  await service.advance(60);
  expect((await service.incident()).status).toBe("failed");
  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
  await service.admin.iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  await service.sleepThrough(13);
  expect((await service.incident()).status).toBe("lifted");
});

test("without the policy simulator it goes on, and ends unproven, with the reason", async () => {
  await start();
  const forbidden = policy({
    Effect: "Deny",
    Action: ["iam:SimulatePrincipalPolicy", "ec2:DescribeRegions"],
    Resource: "*",
  });
  await service.admin.iam.send(
    new PutRolePolicyCommand({
      RoleName: "credential-leak-responder",
      PolicyName: "forbidden",
      PolicyDocument: forbidden,
    }),
  );
  await service.deliver(leak.event());
  await service.sleepThrough(3);
  const { proof, evidence } = await service.incident();
  expect(proof).toBe("unproven");
  expect(evidence?.missing.join(" ")).toMatch(/simulator could not be asked.*Regions could not be listed/);
  await service.sleepThrough(10);
  expect((await service.incident()).status).toBe("lifted");
});

test("one incident that cannot be looked after does not keep the others from their turn", async () => {
  await start();
  const other = await leakSession(service, "other");
  await respond(service.deps, leak.event());
  await respond(service.deps, other.event({ id: "other" }));
  await service.advance(60);
  const broken = { ...service.deps, ledger: { ...service.deps.ledger, read: failFirst(service.deps.ledger.read) } };
  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions" }));
  await service.admin.iam.send(
    new DeleteRolePolicyCommand({ RoleName: "other", PolicyName: "AWSRevokeOlderSessions" }),
  );
  const later = { ...broken, now: () => service.now() + 50_000 };
  expect(await reconcileDue(later)).toHaveLength(1);
  const outcomes = await Promise.allSettled([works(leak.stolen), works(other.stolen)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

function failFirst<A extends unknown[], R>(work: (...args: A) => Promise<R>) {
  let calls = 0;
  return (...args: A): Promise<R> => (calls++ === 0 ? Promise.reject(new Error("not this one")) : work(...args));
}

test("each line of the log is JSON with the incident's id, and holds no secret", async () => {
  await start();
  await service.deliver(leak.event());
  await service.advance(600);
  expect(service.log.length).toBeGreaterThan(2);
  expect(
    service.log.filter(({ message }) => message !== "alert").every(({ incident }) => typeof incident === "string"),
  ).toBe(true);
  const text = JSON.stringify(service.log);
  expect(text).toContain(leak.stolen.keys.accessKeyId);
  expect(text).not.toContain(leak.stolen.keys.secretAccessKey);
  expect(text).not.toContain(leak.stolen.keys.sessionToken);
});
