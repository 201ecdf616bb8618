// The law of a shortened incident: nobody can tell from what is derived of it that it was shortened.
import fc from "fast-check";
import { expect, test } from "vitest";
import { abridge, LATEST, LATEST_REQUESTS } from "../../lambda/abridge.ts";
import { deniedFirst, stateOf } from "../../lambda/drawing/session-state.ts";
import type { Entry, EntryBody, Incident } from "../../lambda/incident.ts";
import { alertKey, foldEntries } from "../../lambda/ledger/fold.ts";
import type { Alert, Verdict } from "../../lambda/model.ts";
import { present } from "../../lambda/page/present.ts";
import type { DenyRoleSessions, Step } from "../../lambda/steps.ts";
import { entryWords } from "../../lambda/words/entry-words.ts";
import { whatNext } from "../../lambda/words/what-next.ts";
import { whereItStands } from "../../lambda/words/where-it-stands.ts";

const ACCOUNT = "111122223333";
const START = Date.parse("2026-03-01T09:00:00Z");
const time = (minute: number) => new Date(START + minute * 60_000).toISOString();

const minute = fc.integer({ min: -30, max: 400 });
const role = fc.constantFrom("app", "build");

const alert: fc.Arbitrary<Alert> = fc
  .record({
    source: fc.constantFrom("guardduty", "health", "trace", "tamper"),
    id: fc.constantFrom("one", "two", "three"),
    accessKeyId: fc.constantFrom("ASIAONE", "ASIATWO", "AKIAONE", undefined),
    role,
    lastSeen: minute,
    issued: fc.option(minute),
  })
  .map(({ source, id, accessKeyId, role: name, lastSeen, issued }) => ({
    ...({ source, id, type: "leak", title: "A leak", account: ACCOUNT, region: "us-east-1", sample: false } as const),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(issued === null ? {} : { issuedAt: time(issued) }),
    principal: { kind: "role", name, session: id },
    lastSeen: time(lastSeen),
  }));

const verdict = fc.constantFrom<Verdict>(
  { type: "contain" },
  { type: "ask", because: ["a guardrail"] },
  { type: "refuse", because: ["a sample"] },
);

const step: fc.Arbitrary<Step> = fc.record({ roleName: role, cutoff: minute }).map(({ roleName, cutoff }) => ({
  ...({ type: "deny-role-sessions", account: ACCOUNT, roleName, cutoff: time(cutoff) } as const),
  ...{ roleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`, roleId: `AROA${roleName}` },
}));

const traced = fc.record({ node: fc.constantFrom("ASIAONE", "ASIATHREE"), role, issued: minute }).map(
  ({ node, role: name, issued }): EntryBody => ({
    type: "traced",
    sessions: [
      {
        ...({ node, how: "issued", form: "session", accessKeyId: node, issuedAt: time(issued) } as const),
        ...{ principal: { kind: "role", account: ACCOUNT, name, session: node }, region: "us-east-1" },
      } as Extract<EntryBody, { readonly type: "traced" }>["sessions"][number],
    ],
  }),
);

const told = fc.oneof(
  fc.tuple(alert, verdict, fc.array(step, { maxLength: 2 })).map(([one, said, plan]): readonly EntryBody[] => [
    { type: "alert", alert: one, effect: "changes-nothing" },
    { type: "verdict", alert: alertKey(one), verdict: said, ...(said.type === "ask" ? { plan } : {}) },
  ]),
  step.map((one): readonly EntryBody[] => [
    { type: "step-applied", applied: { step: one, before: null, wrote: "", changed: true }, why: "contain" },
  ]),
  step.map((one): readonly EntryBody[] => [{ type: "tamper", step: one, because: "It was removed." }]),
  traced.map((one): readonly EntryBody[] => [one]),
);

const incident: fc.Arbitrary<Incident> = fc
  .tuple(alert, fc.array(told, { minLength: LATEST + 40, maxLength: LATEST + 120, size: "max" }))
  .map(([opening, all]) => {
    const bodies: readonly EntryBody[] = [{ type: "opened", alert: opening, cutoff: time(1) }, ...all.flat()];
    const entries = bodies.map((body, index): Entry => ({ seq: index + 1, at: time(index), ...body }));
    return foldEntries("incident", entries) as Incident; // It begins with an opening.
  });

test("what is derived of a shortened incident is what is derived of the whole", () => {
  fc.assert(
    fc.property(incident, minute, (whole, passed) => {
      const now = START + passed * 60_000;
      const short = abridge(whole);
      expect(short.entries.slice(-LATEST)).toEqual(whole.entries.slice(-LATEST));
      expect(derived(short, now)).toEqual(derived(whole, now));
    }),
    { numRuns: 60 },
  );
});

function derived(one: Incident, now: number) {
  const shown = present(one);
  return {
    ...shown,
    ...{ alerts: 0, entries: 0, verdicts: 0, next: whatNext(shown), stands: whereItStands(shown) },
    states: shown.sessions.map((session) => [stateOf(shown, session, now), deniedFirst(shown, session)]),
  };
}

const OPENING: Alert = {
  ...({ source: "guardduty", id: "one", type: "leak", title: "A leak", region: "us-east-1", sample: false } as const),
  ...({ account: ACCOUNT, principal: { kind: "role", name: "app", session: "one" }, lastSeen: time(0) } as const),
};
const AGAIN: DenyRoleSessions = {
  ...({ type: "deny-role-sessions", account: ACCOUNT, roleName: "app", cutoff: time(1) } as const),
  ...{ roleArn: `arn:aws:iam::${ACCOUNT}:role/app`, roleId: "AROAapp" },
};

test("it is shorter by what says the same again and again, and by nothing else that was done", () => {
  const undone: readonly EntryBody[] = [
    { type: "tamper", step: AGAIN, because: "It was removed." },
    { type: "step-applied", applied: { step: AGAIN, before: null, wrote: "", changed: true }, why: "tamper" },
  ];
  const bodies: readonly EntryBody[] = [
    { type: "opened", alert: OPENING, cutoff: time(1) },
    ...Array.from({ length: 100 }, () => undone).flat(),
    { type: "held", because: ["he came back"] },
    ...Array.from({ length: 100 }, () => undone).flat(),
  ];
  const entries = bodies.map((body, index): Entry => ({ seq: index + 1, at: time(index), ...body }));
  const short = abridge(foldEntries("incident", entries) as Incident); // It begins with an opening.
  expect(short.entries.length).toBeLessThan(LATEST + 30);
  expect(short.entries.some(({ type }) => type === "held")).toBe(true);
  expect(short.entries[20]).toMatchObject({ seq: 21, type: "step-applied" }); // What was found undone last is put back.
});

test("no entry brings the text of a policy, and none says anything else in its line for that", () => {
  const applied = { step: AGAIN, before: "theirs", wrote: "ours", changed: true };
  const alert = { ...OPENING, severity: 8, finding: { id: "1", productArn: "arn" }, sentFrom: ACCOUNT };
  const bodies: readonly EntryBody[] = [
    { type: "opened", alert, cutoff: time(1) },
    { type: "step-applied", applied, why: "contain" },
  ];
  const entries = bodies.map((body, index): Entry => ({ seq: index + 1, at: time(index), ...body }));
  const short = abridge(foldEntries("incident", entries) as Incident); // It begins with an opening.
  expect(JSON.stringify(short.entries)).not.toMatch(/theirs|ours|productArn|sentFrom/);
  expect(short.entries.map(entryWords)).toEqual(entries.map(entryWords));
  expect([short.alerts, short.steps[0]?.before]).toEqual([[alert], "theirs"]);
});

test("a deny that was undone long ago, and put back by nobody, is seen to be", () => {
  const entries = undoneAt(30, 400);
  const whole = foldEntries("incident", entries) as Incident; // It begins with an opening.
  expect(derived(abridge(whole), START).states).toEqual(derived(whole, START).states);
  expect(derived(abridge(whole), START).states).toMatchObject([[{ fate: "alive" }, time(300)]]);
});

function undoneAt(seq: number, count: number): readonly Entry[] {
  const deny: Step = { ...AGAIN, cutoff: time(300) };
  const leaked = { ...OPENING, accessKeyId: "ASIAONE", issuedAt: time(0) };
  const bodies = Array.from({ length: count }, (_, index): EntryBody => {
    if (index === 0) return { type: "opened", alert: leaked, cutoff: time(1) };
    if (index === seq - 1) return { type: "tamper", step: deny, because: "It was removed." };
    if (index === 1)
      return { type: "step-applied", applied: { step: deny, before: null, wrote: "", changed: true }, why: "contain" };
    return { type: "alert", alert: { ...leaked, lastSeen: time(index) }, effect: "changes-nothing" };
  });
  return bodies.map((body, index) => ({ seq: index + 1, at: time(index), ...body }));
}

test("of the writes of a deny that is put back again and again, the latest ids are left, and how many there were", () => {
  const entries = Array.from({ length: LATEST_REQUESTS + 40 }, (_, index): Entry => {
    const at = { seq: index + 1, at: time(index) };
    if (index === 0) return { ...at, type: "opened", alert: OPENING, cutoff: time(1) };
    const applied = { step: AGAIN, before: null, wrote: "", changed: true, requestId: `request-${index}` };
    return { ...at, type: "step-applied", applied, why: "tamper" };
  });
  const whole = foldEntries("incident", entries) as Incident; // It begins with an opening.
  const [step] = abridge(whole).steps;
  expect(step?.requests).toBe(LATEST_REQUESTS + 39);
  expect(step?.requestIds).toEqual(whole.steps[0]?.requestIds.slice(-LATEST_REQUESTS));
  expect(step?.requestIds.at(-1)).toBe(`request-${LATEST_REQUESTS + 39}`);
});
