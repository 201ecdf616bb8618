// Load on one incident and on many: writers that meet take turns, each gets through, and nothing is done twice.
import { afterEach, beforeEach, expect, test } from "vitest";
import { addRoles, addSessions } from "../../bench/mock/fill.ts";
import type { Deps } from "../../lambda/deps.ts";
import type { Incident } from "../../lambda/incident.ts";
import { respond } from "../../lambda/respond.ts";
import { settleSome } from "../../lambda/settle-some.ts";
import { alertAbout } from "../../simulate/alert.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";

const AT_ONCE = 50;
/** A thousand take a minute: `ALERTS=1000 npx vitest run test/scenarios/load.test.ts`. */
const ALERTS = Number(process.env["ALERTS"] ?? 60);

let service: TestService;
beforeEach(async () => {
  service = await startService({ config: { circuitBreaker: 1_000 } });
});
afterEach(() => service.close());

/** How often each writer had to look again because somebody else was faster, and once more. */
function counted({ ledger, ...deps }: Deps): { readonly deps: Deps; readonly tries: readonly number[] } {
  const tries: number[] = [];
  return {
    tries,
    deps: {
      ...deps,
      ledger: {
        ...ledger,
        append(claim, at, next) {
          const own = tries.push(0) - 1;
          return ledger.append(claim, at, (incident) => {
            tries[own] = (tries[own] ?? 0) + 1;
            return next(incident);
          });
        },
      },
    },
  };
}

async function incidents(limit: number): Promise<readonly Incident[]> {
  const heads = await service.deps.ledger.list(limit);
  return (await Promise.all(heads.map(async ({ id }) => (await service.deps.ledger.read(id)) ?? []))).flat();
}

function expectWhole({ entries }: Incident): void {
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
}

test("fifty alerts at once about one principal are one incident, one step and one line each", async () => {
  const leak = await leakSession(service);
  const { deps, tries } = counted(service.deps);
  const events = Array.from({ length: AT_ONCE }, (_, index) => leak.event({ id: `finding-${index}` }));
  await Promise.all(events.map((event) => respond(deps, event)));
  const [incident, ...others] = await incidents(10);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({ status: "contained", steps: [{ type: "deny-role-sessions", status: "applied" }] });
  expect(new Set(incident?.alerts.map(({ id }) => id)).size).toBe(AT_ONCE);
  expect(incident?.alerts).toHaveLength(AT_ONCE);
  if (incident) expectWhole(incident);
  // Each may be beaten once by each line of the others, and never oftener.
  expect(tries).toHaveLength(AT_ONCE);
  expect(Math.max(...tries)).toBeLessThanOrEqual(incident?.entries.length ?? 0);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("so many alerts about one principal, over sockets and from several functions, are all on the one record", {
  timeout: 300_000,
}, async () => {
  const wired = await startService({ config: { circuitBreaker: 1_000 }, sockets: true });
  try {
    const leak = await leakSession(wired);
    const events = Array.from({ length: ALERTS }, (_, index) => leak.event({ id: `finding-${index}` }));
    const results = await settleSome(4, events, (event) => respond(wired.deps, event));
    expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
    const [head, ...others] = await wired.deps.ledger.list(10);
    expect(others).toEqual([]);
    const incident = await wired.deps.ledger.read(head?.id ?? "");
    expect(incident).toMatchObject({ status: "contained", steps: [{ status: "applied" }] });
    expect(new Set(incident?.alerts.map(({ id }) => id)).size).toBe(ALERTS);
    if (incident) expectWhole(incident);
    expect(await wired.deps.ledger.verify(head?.id ?? "")).toEqual([]);
    await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  } finally {
    await wired.close();
  }
});

test("fifty at once about five hundred principals are an incident each, and nobody waits for anybody", async () => {
  const world = service.aws.world();
  const roles = addRoles(world, 500);
  const findings = addSessions(world, roles, roles.length).map(({ accessKeyId }, index) => {
    const principal = { kind: "role", account: "111122223333", name: roles[index]?.name ?? "" } as const;
    return alertAbout(world, accessKeyId, principal).finding;
  });
  await service.advance(60);
  const { deps, tries } = counted(service.deps);
  const envelope = guardDutyEvent();
  const results = await settleSome(AT_ONCE, findings, (detail) => respond(deps, { ...envelope, detail }));
  expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
  const all = await incidents(600);
  expect(all).toHaveLength(500);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(["contained"]));
  for (const incident of all) expectWhole(incident);
  expect(new Set(tries)).toEqual(new Set([1]));
});
