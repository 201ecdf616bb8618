// What is told: whatever happens in whatever order, nothing twice, and nothing that matters never.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, EntryBody, Incident, News } from "../../../lambda/incident.ts";
import { alertKey, foldEntries } from "../../../lambda/ledger/fold.ts";
import type { Alert, AlertSource } from "../../../lambda/model.ts";
import { isOwing, newsOf } from "../../../lambda/notify/news.ts";
import type { Step } from "../../../lambda/steps.ts";

const START = Date.parse("2026-03-01T09:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();

const alertOf = (source: AlertSource, change: Partial<Alert> = {}): Alert => ({
  source,
  id: "one",
  type: "a leak",
  title: "a leak",
  region: "us-east-1",
  account: "111122223333",
  principal: { kind: "role", name: "app" },
  sample: false,
  lastSeen: iso(START),
  ...change,
});
const ALERT = alertOf("guardduty");
const FOUND = alertOf("trace");

const stepOn = (roleName: string): Step => ({
  type: "deny-role-sessions",
  account: "111122223333",
  roleName,
  roleArn: `arn:aws:iam::111122223333:role/${roleName}`,
  roleId: "AROAEXAMPLE",
  cutoff: iso(START),
});
const applied = (roleName: string, why: "contain" | "tamper" = "contain"): EntryBody => ({
  type: "step-applied",
  applied: { step: stepOn(roleName), changed: true, before: null, wrote: "{}" },
  why,
});
const proof = (level: "effective" | "proven" | "unproven" | "leaking"): EntryBody => ({
  type: "proof",
  proof: { level, missing: [], denied: 0, unstoppable: 0, allowed: [] },
});
const verdict = (alert: Alert, type: "contain" | "ask" | "refuse"): EntryBody => ({
  type: "verdict",
  alert: alertKey(alert),
  verdict: type === "contain" ? { type } : { type, because: ["it is so"] },
});
const failed = { error: "AccessDenied", wayOut: "allow it" };

const BODIES: readonly EntryBody[] = [
  verdict(ALERT, "contain"),
  verdict(ALERT, "ask"),
  verdict(ALERT, "refuse"),
  { type: "alert", alert: FOUND, effect: "changes-nothing" },
  verdict(FOUND, "ask"),
  verdict(FOUND, "contain"),
  { type: "rejected", by: "ann", reason: "no" },
  { type: "approved", by: "ann" },
  applied("app"),
  applied("app", "tamper"),
  applied("other"),
  { type: "step-failed", step: stepOn("app"), ...failed },
  proof("effective"),
  proof("proven"),
  proof("unproven"),
  proof("leaking"),
  { type: "tamper", step: stepOn("app"), because: "it is gone" },
  { type: "paged", step: stepOn("app"), ...failed, until: iso(START) },
  { type: "held", because: ["a circle"] },
  { type: "released", because: "quiet" },
  { type: "lifted", reason: "done" },
];

const QUIET_SECONDS = 3600;
const happening = fc.record({
  body: fc.constantFrom(...BODIES),
  /** Until the next one. */
  seconds: fc.nat(2 * QUIET_SECONDS),
  /** Whether anybody could be told then. */
  isUp: fc.boolean(),
});

type Story = { readonly entries: Entry[]; now: number };

function standing({ entries }: Story): Incident {
  const incident = foldEntries("one", entries);
  if (!incident) throw new Error("There is no incident.");
  return incident;
}

function add({ entries, now }: Story, body: EntryBody): void {
  entries.push({ ...body, seq: entries.length + 1, at: iso(now) });
}

/** As the flow does it. */
function tell(story: Story): readonly News[] {
  const incident = standing(story);
  const news = newsOf(incident, story.now);
  const upTo = incident.entries.length;
  if (news.length > 0) add(story, { type: "told", message: `one.${upTo}`, news, upTo });
  return news;
}

function opened(alert: Alert = ALERT): Story {
  const story: Story = { entries: [], now: START };
  add(story, { type: "opened", alert, cutoff: iso(START) });
  return story;
}

function play(bodies: readonly EntryBody[], alert: Alert = ALERT): readonly News[] {
  const story = opened(alert);
  for (const body of bodies) add(story, body);
  return newsOf(standing(story), story.now);
}

test("what was told is news no more, and what is not told stays news until it is, or until it is over", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const story = opened();
      const told = new Set<string>();
      for (const { body, seconds, isUp } of happenings) {
        add(story, body);
        const news = isUp ? tell(story) : [];
        if (isUp) expect(newsOf(standing(story), story.now)).toEqual([]);
        for (const kind of news) {
          const what = `${kind} ${standing(story).news?.[kind]?.entry}`;
          expect(told).not.toContain(what);
          told.add(what);
        }
        story.now += seconds * 1000;
      }
      story.now += QUIET_SECONDS * 1000;
      tell(story);
      expect(isOwing(standing(story))).toBe(false);
    }),
  );
});

test("of what goes on for a day, each kind is told once an hour at most", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const story = opened();
      const times = new Map<News, number>();
      for (const { body, seconds } of happenings) {
        add(story, body);
        for (const kind of tell(story)) {
          const last = times.get(kind);
          const isAlwaysTold = kind === "awaiting-approval" || kind === "lifted" || kind === "contained";
          if (last !== undefined && !isAlwaysTold)
            expect(story.now - last).toBeGreaterThanOrEqual(QUIET_SECONDS * 1000);
          times.set(kind, story.now);
        }
        story.now += seconds * 1000;
      }
    }),
  );
});

const CONTAINED = [verdict(ALERT, "contain"), applied("app")];

test.each<[string, readonly EntryBody[], readonly News[]]>([
  ["a containment", CONTAINED, ["contained"]],
  ["a question", [verdict(ALERT, "ask")], ["awaiting-approval"]],
  [
    "a question about somebody who was found",
    [...CONTAINED, BODIES[3] ?? proof("proven"), verdict(FOUND, "ask")],
    ["awaiting-approval", "contained"],
  ],
  ["a refusal", [verdict(ALERT, "refuse")], ["refused"]],
  ["a person's no", [verdict(ALERT, "ask"), { type: "rejected", by: "ann", reason: "no" }], ["refused"]],
  ["a leak that goes on", [...CONTAINED, proof("leaking")], ["leaking", "contained"]],
  [
    "the most urgent first",
    [...CONTAINED, proof("proven"), { type: "held", because: [] }],
    ["contained", "held", "proven"],
  ],
  [
    "a step that failed",
    [verdict(ALERT, "contain"), { type: "step-failed", step: stepOn("app"), ...failed }],
    ["failed"],
  ],
])("%s is news", (_, bodies, news) => {
  expect(play(bodies)).toEqual(news);
});

test.each<[string, readonly EntryBody[], Alert]>([
  ["a sample", [verdict(alertOf("guardduty", { sample: true }), "refuse")], alertOf("guardduty", { sample: true })],
  ["a dry run", [verdict(alertOf("guardduty", { dryRun: true }), "refuse")], alertOf("guardduty", { dryRun: true })],
  [
    "a refusal that is quiet",
    [{ type: "verdict", alert: alertKey(ALERT), verdict: { type: "refuse", because: ["low"], quiet: true } }],
    ALERT,
  ],
  ["an incident that another answers", [{ type: "identified", principal: ALERT.principal, incident: "two" }], ALERT],
  ["an alert that is on its way", [], ALERT],
])("%s is none", (_, bodies, alert) => {
  expect(play(bodies, alert)).toEqual([]);
});

test("what came after the message was written is told by the next", () => {
  const story = opened();
  for (const body of CONTAINED) add(story, body);
  const upTo = story.entries.length;
  add(story, applied("other"));
  add(story, { type: "told", message: "one.1", news: ["contained"], upTo });
  expect(newsOf(standing(story), story.now)).toEqual(["contained"]);
});
