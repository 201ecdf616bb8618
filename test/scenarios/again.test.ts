// What comes again: a leak that goes on, a person who asks twice, old deliveries, and false alarms with something in between.
import { CreateAccessKeyCommand, CreateUserCommand, ListAccessKeysCommand, TagRoleCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { liftOnRequest } from "../../lambda/lift.ts";
import { respond } from "../../lambda/respond.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };

let service: TestService;
let leak: Leak;
async function start(config: object = {}) {
  service = await startService({ config });
  leak = await leakSession(service);
}
afterEach(() => service.close());

const lift = async (more: object = {}) =>
  service.invoke({ action: "lift", id: (await service.incident()).id, reason: "our own scanner", ...more });
const contain = (more: object = {}) =>
  service.invoke({ action: "contain", principal: { type: "role", name: "app" }, reason: "seen it", ...more });
const sample = () =>
  leak.event({ id: "sample", type: "Impact:IAMUser/AnomalousBehavior", additionalInfo: { sample: true } });

describe("a leak that goes on after the containment is denied again", () => {
  async function leakAgain() {
    await service.advance(60);
    const again = await service.assume("app", "again");
    await service.deliver(leak.event({ accessKeyId: again.keys.accessKeyId, id: "again" }));
    await expect(works(again)).rejects.toMatchObject(refused);
    expect(Object.values((await service.incident()).verdicts).at(-1)).toMatchObject({
      type: "contain",
      despite: [expect.any(String)],
    });
  }

  test("also where the intruder has tagged the role as protected meanwhile", async () => {
    await start();
    await service.deliver(leak.event());
    const Tags = [{ Key: "credential-leak-responder", Value: "protected" }];
    await service.admin.iam.send(new TagRoleCommand({ RoleName: "app", Tags }));
    await leakAgain();
  });

  test("also where the breaker has tripped meanwhile", async () => {
    await start({ circuitBreaker: 1 });
    await service.deliver(leak.event());
    await leakAgain();
  });
});

describe("after a lift", () => {
  beforeEach(() => start());

  test("a person who asks again is heard, whatever was called a false alarm", async () => {
    await contain();
    await lift({ falseAlarm: true });
    await works(leak.stolen);
    expect(await contain()).toMatchObject({ status: "contained" });
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });

  test.each([0, 400])("what was seen %i ms after the cutoff is news", async (ms) => {
    await service.deliver(leak.event());
    const { cutoff } = await service.incident();
    await lift();
    await service.advance(60);
    const lastSeen = new Date(Date.parse(cutoff) + ms).toISOString();
    await service.deliver(leak.event({ lastSeen, id: "later" }));
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });

  test("a person who asks because of something old is heard", async () => {
    await service.deliver(leak.event());
    await lift();
    const observedAt = new Date(service.now() - 3600_000).toISOString();
    expect(await contain({ observedAt })).toMatchObject({ status: "contained" });
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });

  test("an old delivery locks nobody out, also where a sample or a dry run came in between", async () => {
    const old = leak.event();
    await service.deliver(old);
    await lift();
    await service.advance(60);
    await service.deliver(sample());
    await contain({ dryRun: true });
    const today = await service.assume("app", "alice");
    await service.deliver(old);
    await works(today);
    expect((await service.incident()).status).toBe("refused");
    expect(await service.deps.ledger.due("2030-01-01T00:00:00Z")).toEqual([]);
  });
});

describe("a false alarm", () => {
  beforeEach(() => start());

  test("stays one when a sample came in between", async () => {
    await service.deliver(leak.event());
    const { id } = await service.incident();
    await lift({ falseAlarm: true });
    await service.advance(60);
    await service.deliver(sample());
    await service.advance(60);
    await service.deliver(leak.event({ id: "again" }));
    await works(leak.stolen);
    expect((await service.incident()).because.join(" ")).toContain(id);
  });

  test("says nothing about kinds that came after it, or that had no part in it", async () => {
    const old = leak.event({ id: "late", type: "Discovery:S3/AnomalousBehavior" });
    await service.deliver(leak.event());
    await service.deliver(sample());
    await lift({ falseAlarm: true });
    await service.deliver(old);
    await works(leak.stolen);
    for (const type of ["Discovery:S3/AnomalousBehavior", "Impact:IAMUser/AnomalousBehavior"]) {
      await service.advance(60);
      await service.deliver(leak.event({ id: `new ${type}`, type }));
      await expect(works(leak.stolen)).rejects.toMatchObject(refused);
      await lift();
    }
  });

  test("of very many kinds is known by each of them", async () => {
    const kinds = Array.from({ length: 60 }, (_none, index) => `Discovery:S3/Kind-${"x".repeat(400)}-${index}`);
    for (const type of kinds) await service.invoke(leak.event({ id: type, type }));
    await lift({ falseAlarm: true });
    await service.advance(60);
    await service.deliver(leak.event({ id: "again", type: kinds.at(-1) ?? "" }));
    await works(leak.stolen);
  });

  test("is over when something new was contained", async () => {
    await service.deliver(leak.event());
    await lift({ falseAlarm: true });
    await service.advance(60);
    await service.deliver(leak.event({ id: "new", type: "Discovery:S3/AnomalousBehavior" }));
    await lift();
    await service.advance(60);
    await service.deliver(leak.event({ id: "once more" }));
    await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  });
});

test("whoever brings an older state of the incident does not close its claim", async () => {
  await start();
  const alert = { id: "sample", additionalInfo: { sample: true } };
  await service.deliver(leak.event(alert));
  const old = await service.incident();
  const claim = await service.deps.ledger.claimOf(old);
  if (!claim) throw new Error("The claim is gone.");
  await service.deps.ledger.append(claim, new Date(service.now()).toISOString(), () => [
    { type: "approved", by: "somebody" },
  ]);
  await service.deps.ledger.follow(claim, old, new Date(service.now()).toISOString());
  expect(await service.deps.ledger.due("2030-01-01T00:00:00Z")).toHaveLength(1);
});

test("a lift while another alert takes a step of its own lifts nothing half: the record says that it is contained", async () => {
  service = await startService({ config: { defaultMode: { user: "contain" } } });
  const { iam } = service.admin;
  const UserName = "ci";
  await iam.send(new CreateUserCommand({ UserName }));
  const keys: (string | undefined)[] = [];
  for (const _one of [1, 2])
    keys.push((await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey?.AccessKeyId);
  const about = (accessKeyId = "") =>
    guardDutyEvent({
      id: accessKeyId,
      accessKeyId,
      userType: "IAMUser",
      userName: UserName,
      principalId: "",
      lastSeen: new Date(service.now()).toISOString(),
    });
  await service.deliver(about(keys[0]));
  const { id } = await service.incident();
  const { deps } = service;
  let isFirst = true;
  const append: typeof deps.ledger.append = async (...wish) => {
    if (isFirst) {
      isFirst = false;
      await respond(deps, about(keys[1]));
    }
    return deps.ledger.append(...wish);
  };
  const slow = { ...deps, ledger: { ...deps.ledger, append } };
  expect(await liftOnRequest(slow, { id, reason: "a test" })).toMatchObject({ status: "contained" });
  await service.advance(120);
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName }));
  expect(AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(["Inactive", "Inactive"]);
  await lift();
  const after = await iam.send(new ListAccessKeysCommand({ UserName }));
  expect(after.AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(["Active", "Active"]);
});
