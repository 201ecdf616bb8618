// Wherever the responder crashes, at any call of AWS and of the ledger: the end is the same as if it had not.
import { afterEach, expect, test } from "vitest";
import { stepTarget } from "../../lambda/steps.ts";
import { crashAt } from "../support/crash-points.ts";
import type { TestService } from "../support/service.ts";
import { CRASH_STAGES } from "./crash-stages.ts";

/** All of them take minutes, so one of many calls is looked at, in each case another: CRASH_EVERY=1 for each call. */
const EVERY = process.env["CRASH_EVERY"];
const stepBetween = (calls: number) => (EVERY === undefined ? calls : Number(EVERY));
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
  // Only who counts its calls, or crashes at them, takes the time for DynamoDB's own: elsewhere the table is in memory.
  const stage = await CRASH_STAGES[kind].start(crashes.some(({ service }) => ["dynamodb", "*"].includes(service)));
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
  const state = JSON.stringify(await stage.state())
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/A(ROA|IDA|NPA)[A-Z0-9]{17}/g, "ID"); // Drawn anew where the table's making drew none before it.
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
  await service.advance(61); // A crash in the last beat is made up for by the one after it.
  await service.advance(60); // Of a crash in the last heartbeat only the next one knows.
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

const cases = Object.entries(CRASH_STAGES)
  .flatMap(([kind, { services, phases }]) =>
    services.map((service) => ({ kind: kind as Kind, service: service as string, phases: phases as readonly Phase[] })),
  )
  .map((one, index, { length }) => ({ ...one, share: index / length }));

/** One crash in each phase; a phase of fewer calls begins anew. `share`, of the cases, that came before this one. */
function crashesIn(calls: readonly Counted[], share: number): readonly (readonly Crash[])[] {
  const points = calls.map(({ calls, ...crash }) => {
    const step = stepBetween(calls);
    const last = calls - Math.floor(step * share);
    const nth = (index: number) => Math.max(1, last - index * step);
    return Array.from({ length: Math.ceil(calls / step) }, (_, index) => ({ ...crash, nth: nth(index) }));
  });
  const most = Math.max(...points.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => points.flatMap((some) => some[index % some.length] ?? []));
}

/** What IAM does not tell afterwards is on nobody's record if the ledger was lost as well: then a person reads what to do. */
const LEFT_TO_A_PERSON = /is not on record: it stays inactive. To activate it: aws iam/;

test.each(cases)(
  "a crash at a call of $service while a $kind is contained, and another while it is lifted, end as if they had not been",
  { timeout: 1_800_000 },
  async ({ kind, service, phases, share }) => {
    const { contained, calls } = await undisturbed(kind);
    expect(contained).toMatchObject({ status: "contained", thief: "is refused" });
    const counted = calls.filter((one) => one.service === service);
    expect(counted.map(({ phase }) => phase)).toEqual(phases);
    expect(counted.filter((one) => one.calls === 0)).toEqual([]);
    for (const crashes of crashesIn(counted, share)) {
      const crashed = await story(kind, crashes);
      expect({ crashes, ...crashed.contained }).toEqual({ crashes, ...contained });
      const isAsBefore = !LEFT_TO_A_PERSON.test(crashed.notes.join(" "));
      const end = { status: "lifted", isAsBefore, problems: [], undoneTwice: [] };
      expect({ crashes, ...crashed.end }).toEqual({ crashes, ...end });
    }
  },
);
