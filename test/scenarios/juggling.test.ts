// Role juggling: roles that trust each other in a circle give an intruder a new session after every cutoff. The roles are held.
import { GetRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const refused = { name: "AccessDenied" };
/** Longer than the trail is late, and shorter than by default: a test need not sit it out. */
const QUIET = 6 * 60;
const mayHop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });

let service: TestService;
let leak: Leak;

async function start(config: object = {}): Promise<void> {
  service = await startService({ config: { holdQuietSeconds: QUIET, ...config } });
  leak = await leakSession(service);
  await service.createRole("b", ["iam:GetUser"]);
  for (const RoleName of ["app", "b"])
    await service.admin.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "hop", PolicyDocument: mayHop }));
  await service.advance(10);
  service.aws.world().settings.iamPropagation = 4_000;
}
afterEach(() => service.close());

async function hop(from: Clients, role: string): Promise<Clients> {
  const RoleArn = `arn:aws:iam::111122223333:role/${role}`;
  const { Credentials } = await from.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "juggler" }));
  return service.as(keysOf(Credentials));
}

/** Tries every few seconds to get a session of the other role with the newest two that it has. */
async function juggle(held: Clients[], rounds: number, everySeconds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const who of held.slice(-2)) {
      const next = await hop(who, round % 2 === 0 ? "b" : "app").catch(() => undefined);
      if (next) held.push(next);
    }
    held.splice(0, Math.max(0, held.length - 4));
    await service.advance(everySeconds);
  }
}

async function alive(held: readonly Clients[]): Promise<number> {
  const tries = await Promise.all(
    held.map((who) =>
      works(who).then(
        () => 1,
        () => 0,
      ),
    ),
  );
  return tries.reduce<number>((sum, one) => sum + one, 0);
}

test("a juggler is out within two minutes, and stays out; nobody works in the roles until it is quiet, and then the team does", async () => {
  await start();
  const held = [leak.stolen, await hop(leak.stolen, "b")];
  await service.deliver(leak.event());
  await juggle(held, 12, 10);
  expect(await alive(held)).toBe(0);
  expect((await service.incident()).held?.releasedAt).toBeUndefined();
  await expect(works(await service.assume("b", "alice"))).rejects.toMatchObject(refused);
  await juggle(held, 4, 180);
  expect(await alive(held)).toBe(0);
  expect(await service.incident()).toMatchObject({
    held: { because: [expect.any(String)], releasedAt: expect.any(String) },
  });
  await works(await service.assume("b", "alice"));
});

test("without the fast road he is out as well, some minutes later", async () => {
  await start();
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000;
  const held = [leak.stolen, await hop(leak.stolen, "b")];
  await service.deliver(leak.event());
  await juggle(held, 8, 120);
  expect(await alive(held)).toBe(0);
});

test("all cutoffs of the incident are one while its roles are held, and each only moves forward", async () => {
  await start();
  const held = [leak.stolen, await hop(leak.stolen, "b")];
  await service.deliver(leak.event());
  await juggle(held, 6, 10);
  await service.advance(120);
  const { steps, entries } = await service.incident();
  expect(new Set(steps.map(({ step }) => "cutoff" in step && step.cutoff)).size).toBe(1);
  for (const role of ["app", "b"]) {
    const cutoffs = entries.flatMap((entry) =>
      entry.type === "step-applied" &&
      entry.applied.step.type === "deny-role-sessions" &&
      entry.applied.step.roleName === role
        ? [entry.applied.step.cutoff]
        : [],
    );
    expect(cutoffs.length).toBeGreaterThan(2);
    expect(cutoffs).toEqual(cutoffs.toSorted());
  }
});

test("a role that nobody opens anew is not held: the team signs in after the cutoff", async () => {
  await start();
  await hop(leak.stolen, "b");
  await service.deliver(leak.event());
  await service.advance(12 * 60);
  expect((await service.incident()).held).toBeUndefined();
  for (const role of ["app", "b"]) await works(await service.assume(role, "alice"));
});

test("never held, where the configuration says so; held from the first deny on, where it says that", async () => {
  await start({ hold: "never" });
  const held = [leak.stolen, await hop(leak.stolen, "b")];
  await service.deliver(leak.event());
  await juggle(held, 12, 5);
  expect((await service.incident()).held).toBeUndefined();
  await service.close();
  await start({ hold: "always" });
  await service.deliver(leak.event());
  await service.advance(70);
  await expect(works(await service.assume("app", "alice"))).rejects.toMatchObject(refused);
  await service.advance(10 * 60);
  await works(await service.assume("app", "alice"));
});

test("the lift takes back what was moved, also where a crash came between the move and its record", async () => {
  await start();
  const held = [leak.stolen, await hop(leak.stolen, "b")];
  await service.deliver(leak.event());
  await juggle(held, 6, 10);
  const incident = await service.incident();
  const { step } = incident.steps[0] ?? {};
  if (!step || !("cutoff" in step)) throw new Error("Nothing is denied.");
  const claim = await service.deps.ledger.claimOf(incident);
  if (!claim) throw new Error("The incident has no claim.");
  const cutoff = new Date(Date.parse(step.cutoff) + 60_000).toISOString().replace(".000Z", "Z");
  await service.deps.ledger.append(claim, new Date(service.now()).toISOString(), () => [{ type: "moving", cutoff }]);
  const { kindOf } = await import("../../lambda/step/index.ts");
  const aws = await service.deps.places.aws(step.account);
  if (aws) await kindOf(step).apply(aws, { ...step, cutoff } as typeof step);
  await service.invoke({ action: "lift", id: incident.id, reason: "a test of ours" });
  await service.advance(10);
  for (const role of ["app", "b"]) await works(await service.assume(role, "alice"));
});

test("where the configuration allows it the trust of held roles is closed to the incident's own, and opened with the lift", async () => {
  await start({ denyAssume: true });
  const trustOf = async (RoleName: string) =>
    (await service.admin.iam.send(new GetRoleCommand({ RoleName }))).Role?.AssumeRolePolicyDocument;
  const before = await Promise.all(["app", "b"].map(trustOf));
  const held = [leak.stolen, await hop(leak.stolen, "b")];
  await service.deliver(leak.event());
  await juggle(held, 6, 10);
  const { steps, id } = await service.incident();
  expect(steps.filter(({ type }) => type === "deny-assume")).toHaveLength(2);
  await service.advance(10 * 60); // The roles are let go.
  const newer = await service.assume("app", "alice");
  await works(newer);
  await expect(hop(newer, "b")).rejects.toMatchObject(refused);
  await service.invoke({ action: "lift", id, reason: "a test of ours" });
  await service.advance(10);
  await hop(newer, "b");
  expect(await Promise.all(["app", "b"].map(trustOf))).toEqual(before);
});
