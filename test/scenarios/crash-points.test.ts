// Wherever the responder crashes, at any call of AWS and of the ledger: the end is the same as if it had not.
import { afterEach, describe, expect, test } from "vitest";
import { crashAt } from "../support/crash-points.ts";
import type { TestService } from "../support/service.ts";
import { CRASH_STAGES } from "./crash-stages.ts";

/** All of them take minutes, so every ninth is looked at: CRASH_EVERY=1 for each. */
const EVERY = Number(process.env["CRASH_EVERY"] ?? 9);
/** More than the SDK's attempts: nobody ever hears what came of the call, nor of those after it. */
const TIMES = 8;

type Kind = keyof typeof CRASH_STAGES;
type Crash = { readonly phase: "contain" | "lift"; readonly service: string; readonly nth: number };

let open: TestService | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** From the leak to the lift, with a crash on the way; heartbeats and people do what they do anyway. */
async function story(kind: Kind, { phase, service, nth }: Crash) {
  await open?.close();
  const stage = await CRASH_STAGES[kind].start();
  open = stage.service;
  const before = JSON.stringify(await stage.state());
  await stage.steal();
  const contain = stage.contain ?? (() => stage.service.deliver(stage.event));
  const inContain = await crashing(stage.service, phase === "contain" ? { service, nth } : undefined, contain, 300);
  if (stage.contain && (await stage.service.incident()).status !== "contained") await contain();
  const { id, status, steps } = await stage.service.incident();
  const thief = await stage.steal().then(
    () => "works",
    () => "is refused",
  );
  const types = steps.map((step) => `${step.type} ${step.status}`).sort();
  const state = JSON.stringify(await stage.state()).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
  const contained = { status, types, thief, state };

  const lift = () => stage.service.invoke({ action: "lift", id, reason: "a test" });
  const inLift = await crashing(stage.service, phase === "lift" ? { service, nth } : undefined, lift, 130);
  if ((await stage.service.incident()).status !== "lifted") await lift();
  const lifted = await stage.service.incident();
  const isAsBefore = JSON.stringify(await stage.state()) === before;
  const notes = lifted.entries.flatMap((entry) => (entry.type === "step-undone" ? [entry.undone.note] : []));
  return { contained, lifted: { status: lifted.status, isAsBefore }, notes, calls: inContain + inLift };
}

async function crashing(
  service: TestService,
  crash: Omit<Crash, "phase"> | undefined,
  work: () => Promise<unknown>,
  seconds: number,
): Promise<number> {
  const counter = crash && crashAt(service, crash.service, crash.nth, TIMES);
  await work().catch(() => undefined);
  const calls = counter?.calls() ?? 0;
  await service.advance(seconds);
  service.aws.world().faults.length = 0;
  return calls;
}

const cases = Object.entries(CRASH_STAGES).flatMap(([kind, { services }]) =>
  services.flatMap((service) =>
    (["contain", "lift"] as const).map((phase) => ({ kind: kind as Kind, phase, service: service as string })),
  ),
);

/** What IAM does not tell afterwards is on nobody's record if the ledger was lost as well: then a person reads what to do. */
const LEFT_TO_A_PERSON = /is not on record: it stays inactive. To activate it: aws iam/;

describe.each(cases)(
  "a crash while the responder means to $phase a $kind, at a call of $service",
  ({ kind, ...at }) => {
    test("ends as if it had not been", { timeout: 600_000 }, async () => {
      const undisturbed = await story(kind, { ...at, nth: Number.POSITIVE_INFINITY });
      expect(undisturbed.contained).toMatchObject({ status: "contained", thief: "is refused" });
      for (let nth = 1 + (undisturbed.calls % EVERY); nth <= undisturbed.calls; nth += EVERY) {
        const crashed = await story(kind, { ...at, nth });
        expect({ nth, ...crashed.contained }).toEqual({ nth, ...undisturbed.contained });
        const isTold = LEFT_TO_A_PERSON.test(crashed.notes.join(" "));
        expect({ nth, ...crashed.lifted }).toEqual({ nth, status: "lifted", isAsBefore: !isTold });
      }
    });
  },
);
