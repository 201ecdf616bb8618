// Guardrails end to end: what is observed, what is suppressed, when the breaker trips, and whom nobody may report.
import { TagRoleCommand } from "@aws-sdk/client-iam";
import { afterEach, describe, expect, test } from "vitest";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };

let service: TestService;
let leak: Leak;
async function start(config: object) {
  service = await startService({ config });
  leak = await leakSession(service);
}
afterEach(() => service.close());

test("in mode observe nobody is touched, and the record says what would have been done", async () => {
  await start({ modes: [{ principals: ["arn:aws:iam::*:role/app"], mode: "observe" }] });
  await service.deliver(leak.event());
  await works(leak.stolen);
  expect(await service.incident()).toMatchObject({ status: "refused", plan: [{ type: "deny-role-sessions" }] });
});

test("a mode by severity lets the loud findings through and asks about the rest", async () => {
  await start({ modes: [{ severityFrom: 9, mode: "contain" }], defaultMode: { role: "ask" } });
  await service.deliver(leak.event());
  expect((await service.incident()).status).toBe("awaiting-approval");
});

test("a dry run touches nobody and says what it would do", async () => {
  await start({});
  const principal = { type: "role", name: "app" };
  const detail = { principal, reason: "a try", reporter: "us", dryRun: true };
  await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
  await works(leak.stolen);
  expect(await service.incident()).toMatchObject({ status: "refused", plan: [{ type: "deny-role-sessions" }] });
});

test("a plan on request says who, and what would be done, and leaves no record", async () => {
  await start({});
  const plan = await service.invoke({
    action: "plan",
    principal: { type: "role", name: "app" },
    reason: "just asking",
  });
  expect(plan).toMatchObject({
    verdict: { type: "contain" },
    principal: { kind: "role", name: "app" },
    steps: [{ type: "deny-role-sessions", roleName: "app" }],
  });
  expect(await service.deps.ledger.list(10)).toEqual([]);
  await works(leak.stolen);
});

test("a role that is tagged as protected waits for a person's word", async () => {
  await start({});
  const Tags = [{ Key: "credential-leak-responder", Value: "protected" }];
  await service.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags }));
  await service.deliver(leak.event());
  expect((await service.incident()).status).toBe("awaiting-approval");
  await works(leak.stolen);
});

describe("a false alarm", () => {
  async function liftAsFalseAlarm() {
    await service.deliver(leak.event());
    const { id } = await service.incident();
    await service.invoke({ action: "lift", id, reason: "our own scanner", falseAlarm: true });
    await service.advance(60);
    return id;
  }

  test("does not lock the team out again when the same is seen again", async () => {
    await start({});
    const id = await liftAsFalseAlarm();
    await service.deliver(leak.event());
    await works(leak.stolen);
    const incident = await service.incident();
    expect(incident).toMatchObject({ id, status: "lifted" });
    expect(Object.values(incident.verdicts).at(-1)).toMatchObject({
      type: "refuse",
      because: [expect.stringContaining("our own scanner")],
    });
  });

  test("says nothing about something else that is seen of the same role", async () => {
    await start({});
    await liftAsFalseAlarm();
    await service.deliver(leak.event({ id: "new", type: "Discovery:S3/AnomalousBehavior" }));
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });

  test("is forgotten after its time", async () => {
    await start({ suppressSeconds: 3600 });
    await liftAsFalseAlarm();
    await service.sleepThrough(1.1);
    const stolen = await service.assume("app", "stolen");
    await service.deliver(leak.event({ accessKeyId: stolen.keys.accessKeyId }));
    await expect(works(stolen)).rejects.toMatchObject(refused);
  });

  test("does not stand against a person who asks for a containment", async () => {
    await start({});
    await liftAsFalseAlarm();
    await service.invoke({ action: "contain", principal: { type: "role", name: "app" }, reason: "it was none" });
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });
});

test("more containments in an hour than the breaker allows are asked about, and go on when the hour is over", async () => {
  await start({ circuitBreaker: 2 });
  const others = [await leakSession(service, "b"), await leakSession(service, "c"), await leakSession(service, "d")];
  for (const one of [leak, ...others]) await service.deliver(one.event({ id: one.roleId }));
  const statuses = (await service.deps.ledger.list(10)).map(({ status }) => status).sort();
  expect(statuses).toEqual(["awaiting-approval", "awaiting-approval", "contained", "contained"]);
  await service.sleepThrough(1.1);
  const later = await leakSession(service, "e");
  await service.deliver(later.event({ id: later.roleId }));
  await expect(works(later.stolen)).rejects.toMatchObject(refused);
});

describe("a role in wide use", () => {
  const busy = { blastRadius: { sessions: 3, beyond: "ask" } };

  test("is asked about: a deny would lock many out", async () => {
    await start(busy);
    for (const name of ["alice", "bob", "carol"]) await service.assume("app", name);
    await service.advance(6 * 60);
    await service.deliver(leak.event());
    expect((await service.incident()).status).toBe("awaiting-approval");
  });

  test("or loses only the leaked session, where the configuration says so", async () => {
    await start({ blastRadius: { sessions: 3, beyond: "narrow" } });
    const colleague = await service.assume("app", "alice");
    for (const name of ["bob", "carol"]) await service.assume("app", name);
    await service.advance(6 * 60);
    await service.deliver(leak.event());
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
    await works(colleague);
  });

  test("is contained where few are in it", async () => {
    await start(busy);
    await service.advance(6 * 60);
    await service.deliver(leak.event());
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });
});
