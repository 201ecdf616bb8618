// Two deliveries about one principal deny it at the same moment, and AWS keeps them waiting for different times.
import { afterEach, beforeEach, expect, test } from "vitest";
import { respond } from "../../lambda/respond.ts";
import { versionsOf } from "../../simulate/faults/denies.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";
import { whileTimePasses } from "../support/while-time-passes.ts";

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService({ dynamodb: true });
  leak = await leakSession(service);
});
afterEach(() => service.close());

type Call = { readonly operation: string; readonly seconds: number; readonly times?: number };

function slow({ operation, seconds, times = 1 }: Call): void {
  const fault = { service: "iam", operation, fault: "slow", delay: seconds * 1000, times, probability: 1 } as const;
  service.aws.world().faults.push({ ...fault });
}

/** In the order in which they came to stand. */
function cutoffsOfAll(): readonly number[] {
  const versions = versionsOf(service.aws.world(), { kind: "role", account: "111122223333", name: "app" });
  return versions.flatMap(({ cutoffs }) => [...cutoffs.values()]);
}

type Case = { readonly where: string; readonly calls: readonly Call[]; readonly after?: number };

test.each<Case>([
  { where: "one is kept waiting for its reads", calls: [{ operation: "GetRole", seconds: 3 }] },
  {
    where: "one for its reads and one for its write",
    calls: [
      { operation: "GetRole", seconds: 3 },
      { operation: "PutRolePolicy", seconds: 6 },
    ],
  },
  {
    where: "one begins between two cutoffs, and waits for its reads and its write",
    after: 1,
    calls: [
      { operation: "GetRole", seconds: 3 },
      { operation: "PutRolePolicy", seconds: 6 },
    ],
  },
  {
    where: "one for longer",
    calls: [
      { operation: "GetRolePolicy", seconds: 8 },
      { operation: "PutRolePolicy", seconds: 4 },
    ],
  },
  {
    where: "both for so long that the cutoff has come near",
    calls: [{ operation: "GetRole", seconds: 14, times: 2 }],
  },
  {
    where: "one after the other",
    calls: [
      { operation: "GetRole", seconds: 14 },
      { operation: "GetRole", seconds: 16 },
    ],
  },
])("they write the same cutoff, where $where", async ({ calls, after = 0 }) => {
  await service.advance(after);
  for (const call of calls) slow(call);
  const start = service.now();
  const reports = [leak.event(), leak.event({ id: "another" })];
  await whileTimePasses(service, Promise.all(reports.map((report) => respond(service.deps, report))));
  const cutoffs = cutoffsOfAll();
  expect(new Set(cutoffs).size).toBe(1);
  expect(cutoffs[0]).toBeGreaterThan(start + 28_000);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  const incident = await service.incident();
  expect(incident).toMatchObject({ status: "contained", steps: [{ step: { cutoff: incident.cutoff } }] });
});
