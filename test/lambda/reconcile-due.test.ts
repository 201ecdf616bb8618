import { DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Deps } from "../../lambda/deps.ts";
import { OLDER_SESSIONS_POLICY } from "../../lambda/older-sessions-policy.ts";
import { reconcileDue } from "../../lambda/reconcile-due.ts";
import { respond } from "../../lambda/respond.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { startService, type TestService } from "../support/service.ts";

let service: TestService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const MANY = 20;
const SLOW_MS = 10_000;
/** A beat begins looks for twenty-five seconds, and other work for as long again. */
const A_BEAT = 3;

test("a beat that has no time left leaves the rest to the next, which begins with what has waited longest", async () => {
  const { ledger, now } = service.deps;
  const start = now();
  for (let index = 0; index < MANY; index++) {
    const incidentId = `incident-${String(index).padStart(2, "0")}`;
    await ledger.claim({ incidentId, alert: alertAbout(index), cutoff: iso(start), at: iso(start + index) });
  }
  let time = start + 60_000;
  const begun: string[] = [];
  const slow: Deps = {
    ...service.deps,
    now: () => time,
    ledger: {
      ...ledger,
      take(claim, dueAt) {
        begun.push(claim.incidentId);
        time += SLOW_MS;
        return ledger.take(claim, dueAt);
      },
    },
  };
  const all = (await ledger.due(iso(time))).map(({ incidentId }) => incidentId);
  expect(all).toHaveLength(MANY);

  for (let beats = 1; begun.length < MANY; beats++) {
    await reconcileDue(slow);
    expect(begun).toEqual(all.slice(0, beats * A_BEAT));
  }
});

/** Contained ones, in the order in which they are due, whose trail was not read yet; and the sessions that had leaked. */
async function containMany(count: number) {
  const stolen: Clients[] = [];
  for (let index = 0; index < count; index++) {
    const name = `role-${index}`;
    const { id } = await service.createRole(name);
    const session = await service.assume(name, "intruder");
    const who = { principalId: `${id}:intruder`, userName: name, accessKeyId: session.keys.accessKeyId };
    await respond(service.deps, guardDutyEvent({ ...who, id: name, lastSeen: iso(service.now()) }));
    stolen.push(session);
  }
  const later = service.now() + 30_000;
  return { stolen, later, ids: (await service.deps.ledger.due(iso(later))).map(({ incidentId }) => incidentId) };
}

test("whether a deny stands is looked at before anybody's trail is read, however many there are", async () => {
  const { stolen, later } = await containMany(20); // More than are looked after at once.
  const [last] = stolen.slice(-1);
  if (!last) throw new Error("Nobody is contained.");
  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "role-19", PolicyName: OLDER_SESSIONS_POLICY }));
  await works(last);
  const tried: unknown[] = [];
  const readTrace = async () => {
    tried.push(await works(last).catch((error: unknown) => error));
    throw new Error("The trail is read no further here.");
  };
  await reconcileDue({ ...service.deps, now: () => later, ledger: { ...service.deps.ledger, readTrace } });
  expect(tried[0]).toMatchObject({ name: "AccessDenied" });
  expect(tried).toHaveLength(20);
});

test("what a beat has no time for is read by the next, and everybody has a turn before anybody has two", async () => {
  const { ids, later } = await containMany(8);
  const { ledger } = service.deps;
  let time = later;
  const read: string[] = [];
  const readTrace = (id: string) => {
    read.push(id);
    return Promise.reject(new Error("The trail does not answer."));
  };
  const seen = new Set<string>();
  const take: typeof ledger.take = (claim, dueAt) => {
    time += seen.has(claim.incidentId) ? SLOW_MS : 1; // A look is quick.
    seen.add(claim.incidentId);
    return ledger.take(claim, dueAt);
  };
  for (const beat of [1, 2]) {
    time = later + beat * 60_000;
    seen.clear();
    await reconcileDue({ ...service.deps, now: () => time, ledger: { ...ledger, readTrace, take } });
  }
  expect(read).toEqual([...ids, ...ids.slice(0, 2)]); // Five in each beat.
});

function alertAbout(index: number) {
  const name = `nobody-${index}`;
  return {
    source: "guardduty",
    id: name,
    type: "Test",
    title: "A key was seen",
    account: "111122223333",
    region: "us-east-1",
    principal: { kind: "role", name },
    sample: false,
    lastSeen: iso(service.now()),
  } as const;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
