// Alerts that somebody has written into, from the event to the report: one record each, nobody denied whom they do not name.
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answers } from "../../lambda/answers.ts";
import { BadInputError } from "../../lambda/bad-input.ts";
import { REPORT_FORMATS } from "../../lambda/report/formats.ts";
import { report } from "../../lambda/report/index.ts";
import { respond } from "../../lambda/respond.ts";
import { route } from "../../lambda/route.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { change, changed, SECRET } from "../lambda/intake/change-event.ts";
import { eventFixtures } from "../lambda/intake/event-fixtures.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";
import { whileTimePasses } from "../support/while-time-passes.ts";

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService({ config: { defaultMode: { user: "contain" }, circuitBreaker: 10_000 } });
  leak = await leakSession(service);
});
afterEach(() => service.close());

const refused = { name: "AccessDenied" };

/** What was refused is refused for a reason, and by name; everything else is the responder's own failure. */
function refusals(error: unknown): void {
  if (error instanceof AggregateError) error.errors.forEach(refusals);
  else if (!(error instanceof BadInputError)) throw error;
}

/** The recorded events are about the local administrator's key, and who works here got the session from him. */
function withoutAdmin(event: object): unknown {
  return JSON.parse(JSON.stringify(event).replaceAll(ADMIN_KEY.accessKeyId, "AKIAI44QH8DHBEXAMPLE"));
}

/** All that a person gets to see of an incident. */
async function shown(id: string): Promise<string> {
  const { incident } = (await route(service.deps, { action: "incident", id })) as Answers["incident"];
  if (!incident) throw new Error(`There is no incident ${id}.`);
  const pages = [await route(service.deps, { action: "look", id }), await route(service.deps, { action: "incidents" })];
  const forms = REPORT_FORMATS.map((form) => report({ incident, now: service.now() }, form));
  return JSON.stringify([...pages, ...(await Promise.all(forms))]);
}

test("whatever somebody writes into an alert, it is on record or refused, and denies nobody else", {
  timeout: 600_000,
}, async () => {
  await service.createRole("bystander");
  const atWork = await service.assume("bystander", "at-work");
  const events = [...eventFixtures("leaks"), { name: "a role that is there", event: leak.event() }];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...events, ...events.slice(-1)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async (fixture, changes) => {
        try {
          const event = withoutAdmin(changed(fixture, changes));
          const incidents = await whileTimePasses(service, respond(service.deps, event));
          for (const { id } of incidents) {
            expect(await shown(id)).not.toContain(SECRET);
            expect(await route(service.deps, { action: "verify-ledger", id })).toMatchObject({
              whole: true,
              problems: [],
            });
          }
        } catch (error) {
          refusals(error);
        }
      },
    ),
    { numRuns: Number(process.env["FUZZ_RUNS"] ?? 25) },
  );
  await respond(service.deps, leak.event());
  await works(atWork);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  expect(JSON.stringify(service.log)).not.toContain(SECRET);
});
