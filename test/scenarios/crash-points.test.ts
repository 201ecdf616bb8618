// Wherever the responder crashes, at any call of AWS and of the ledger: the end is the same as if it had not.
import { afterEach, describe, expect, test } from "vitest";
import { stepTarget } from "../../lambda/steps.ts";
import { crashAt } from "../support/crash-points.ts";
import type { TestService } from "../support/service.ts";
import { CRASH_STAGES } from "./crash-stages.ts";

/** All of them take minutes, so every ninth is looked at, and of many calls three: CRASH_EVERY=1 for each. */
const EVERY = process.env["CRASH_EVERY"];
const stepBetween = (calls: number) => (EVERY === undefined ? Math.max(9, Math.ceil(calls / 3)) : Number(EVERY));
/** More than the SDK's attempts: nobody ever hears what came of the call, nor of those after it. */
const TIMES = 8;

type Kind = keyof typeof CRASH_STAGES;
type Phase = "contain" | "lift";
type Crash = { readonly phase: Phase; readonly service: string; readonly nth: number };
type Counted = Crash & { readonly calls: number };

let open: TestService | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** From the leak to the lift, with a crash on the way; heartbeats and people do what they do anyway. */
async function story(kind: Kind, crashes: readonly Crash[]) {
  await open?.close();
  const stage = await CRASH_STAGES[kind].start();
  open = stage.service;
  const before = JSON.stringify(await stage.state());
  await stage.steal();
  await stage.prepare?.();
  const of = (phase: Phase) => crashes.filter((crash) => crash.phase === phase);
  const contain = stage.contain ?? (() => stage.service.deliver(stage.event));
  const inContain = await crashing(stage.service, of("contain"), contain, stage.seconds ?? 300);
  if (stage.contain && (await stage.service.incident()).status !== "contained") {
    await contain();
    await stage.service.advance(130);
  }
  const { id, status, proof, steps } = await stage.service.incident();
  const thief = await stage.steal().then(
    () => "works",
    () => "is refused",
  );
  const types = steps.map((step) => `${step.type} ${step.status}`).sort();
  const state = JSON.stringify(await stage.state()).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
  const contained = { status, proof, types, thief, state };

  const lift = () => stage.service.invoke({ action: "lift", id, reason: "a test" });
  const inLift = await crashing(stage.service, of("lift"), lift, 130);
  if ((await stage.service.incident()).status !== "lifted") await lift();
  const { entries, ...lifted } = await stage.service.incident();
  const undone = entries.flatMap((entry) => (entry.type === "step-undone" ? [entry] : []));
  const targets = undone.map(({ step }) => stepTarget(step));
  const end = {
    status: lifted.status,
    isAsBefore: JSON.stringify(await stage.state()) === before,
    problems: await stage.service.deps.ledger.verify(id),
    undoneTwice: targets.filter((target, index) => targets.indexOf(target) !== index),
  };
  return { contained, end, notes: undone.map((entry) => entry.undone.note), calls: [...inContain, ...inLift] };
}

/** How many calls each of them has counted. */
async function crashing(
  service: TestService,
  crashes: readonly Crash[],
  work: () => Promise<unknown>,
  seconds: number,
): Promise<readonly Counted[]> {
  const counters = crashes.map((crash) => ({ crash, counter: crashAt(service, crash.service, crash.nth, TIMES) }));
  await work().catch(() => undefined);
  await service.advance(seconds);
  service.aws.world().faults.length = 0;
  return counters.map(({ crash, counter }) => ({ ...crash, calls: counter.calls() }));
}

/** Counts the calls of every service on its way, once for all cases of the kind. */
async function undisturbed(kind: Kind): Promise<Awaited<ReturnType<typeof story>>> {
  const { services, phases } = CRASH_STAGES[kind];
  const never = services.flatMap((service) =>
    phases.map((phase) => ({ phase, service, nth: Number.POSITIVE_INFINITY })),
  );
  const told = known.get(kind) ?? (await story(kind, never));
  known.set(kind, told);
  return told;
}
const known = new Map<Kind, Awaited<ReturnType<typeof story>>>();

const cases = Object.entries(CRASH_STAGES).flatMap(([kind, { services, phases }]) =>
  services.flatMap((service) =>
    phases.map((phase) => ({ kind: kind as Kind, phase: phase as Phase, service: service as string })),
  ),
);

/** What IAM does not tell afterwards is on nobody's record if the ledger was lost as well: then a person reads what to do. */
const LEFT_TO_A_PERSON = /is not on record: it stays inactive. To activate it: aws iam/;

describe.each(cases)(
  "a crash while the responder means to $phase a $kind, at a call of $service",
  ({ kind, ...at }) => {
    test("ends as if it had not been", { timeout: 600_000 }, async () => {
      const { contained, calls: counted } = await undisturbed(kind);
      expect(contained).toMatchObject({ status: "contained", thief: "is refused" });
      const calls = counted.find(({ phase, service }) => phase === at.phase && service === at.service)?.calls ?? 0;
      expect(calls).toBeGreaterThan(0);
      const step = stepBetween(calls);
      for (let nth = 1 + (calls % step); nth <= calls; nth += step) {
        const crashed = await story(kind, [{ ...at, nth }]);
        expect({ nth, ...crashed.contained }).toEqual({ nth, ...contained });
        const isAsBefore = !LEFT_TO_A_PERSON.test(crashed.notes.join(" "));
        const end = { status: "lifted", isAsBefore, problems: [], undoneTwice: [] };
        expect({ nth, ...crashed.end }).toEqual({ nth, ...end });
      }
    });
  },
);
