// Somebody is found by two deliveries at the same time, while the ledger or IAM is slow: neither takes the other's cutoff back.
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { containEach } from "../../lambda/contain-found.ts";
import type { Incident } from "../../lambda/incident.ts";
import type { Claim, Ledger } from "../../lambda/ledger/ledger.ts";
import type { Alert } from "../../lambda/model.ts";
import { versionsOf } from "../../simulate/faults/denies.ts";
import { leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { startService, type TestService } from "../support/service.ts";
import { whileTimePasses } from "../support/while-time-passes.ts";

const ACCOUNT = "111122223333";

let service: TestService;
let incident: Incident;
let claim: Claim;
let roleId: string;
let stolen: Clients;
let start: number;

beforeEach(async () => {
  service = await startService();
  const leak = await leakSession(service);
  await service.deliver(leak.event());
  roleId = (await service.createRole("other")).id;
  stolen = await service.assume("other", "stolen");
  incident = await service.incident();
  const known = await service.deps.ledger.claimOf(incident);
  if (!known) throw new Error("It is open.");
  claim = known;
  start = service.now();
});
afterEach(() => service.close());

async function until(seconds: number): Promise<void> {
  while (service.now() < start + seconds * 1000) await setTimeout(5);
}
const passed = (seconds: number) => whileTimePasses(service, until(seconds));

/** What it writes stands so many seconds after the start, and no sooner. */
function lateLedger(seconds: number): Ledger {
  const { ledger } = service.deps;
  return {
    ...ledger,
    async append(...written) {
      await until(seconds);
      return ledger.append(...written);
    },
  };
}

function contain(session: string, ledger = service.deps.ledger): Promise<Incident> {
  return containEach({ ...service.deps, ledger }, claim, incident, [found({ session, id: roleId, at: start })]);
}

async function expectForward(): Promise<void> {
  const versions = versionsOf(service.aws.world(), { kind: "role", account: ACCOUNT, name: "other" });
  const cutoffs = versions.flatMap((version) => [...version.cutoffs.values()]);
  expect(cutoffs.length).toBeGreaterThan(0);
  expect(cutoffs).toEqual(cutoffs.toSorted((one, other) => one - other));
  await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  const { steps } = await service.incident();
  expect(steps).toMatchObject([{}, { step: { roleName: "other", cutoff: iso(cutoffs.at(-1)) }, status: "applied" }]);
}

test("two sessions of one role: the record of the first is late, and IAM's reads are old", async () => {
  const first = contain("first", lateLedger(12));
  await passed(8);
  await contain("second");
  const old = { service: "iam", operation: "GetRolePolicy", fault: "stale", delay: 60_000 } as const;
  service.aws.world().faults.push({ ...old, times: 1, probability: 1 });
  await passed(12);
  await first;
  await expectForward();
});

test("one session twice: what the first writes is on its way for long, and the second has heard of it late", async () => {
  const slow = { service: "iam", operation: "PutRolePolicy", fault: "slow", delay: 9_000 } as const;
  service.aws.world().faults.push({ ...slow, times: 1, probability: 1 });
  const first = contain("stolen");
  await passed(2);
  const second = contain("stolen", lateLedger(6));
  await whileTimePasses(service, Promise.all([first, second]));
  await expectForward();
});

function found({ session, id, at }: { readonly session: string; readonly id: string; readonly at: number }): Alert {
  return {
    source: "trace",
    id: session,
    type: "Opened With The Leaked Credential",
    title: session,
    region: "us-east-1",
    account: ACCOUNT,
    sample: false,
    scope: "role",
    principal: { kind: "role", name: "other", id, session },
    lastSeen: new Date(at).toISOString(),
  };
}

function iso(ms = 0): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
