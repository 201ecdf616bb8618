// What an incident says of its calls: who surely and who likely did it, what is news, and no more than the ledger holds.
import { describe, expect, test } from "vitest";
import { chooseCalls } from "../../../lambda/residual/choose-calls.ts";
import { residualOfIncident, saysNew } from "../../../lambda/residual/incident-residual.ts";
import { trailGaps } from "../../../lambda/residual/trail-gaps.ts";
import type { Sureness } from "../../../lambda/trace/graph.ts";
import type { WalkedCall } from "../../../lambda/trace/keep-calls.ts";
import { START } from "./calls.ts";
import { walked } from "./walked.ts";

const HOUR = 3_600_000;
const since = "2026-03-01T09:00:00.000Z";
const HOW: ReadonlyMap<string, Sureness> = new Map([
  ["leaked", "alert"],
  ["hop", "issued"],
  ["machine", "likely"],
]);

function told(calls: readonly WalkedCall[], { now = START + HOUR, how = HOW } = {}) {
  return residualOfIncident(chooseCalls({ calls: [], leftOut: [] }, calls, HOW), { since, how, now });
}

const user = { asked: { userName: "eve" } };

describe("what a likely credential did", () => {
  test("is marked, beside what the intruder surely did", () => {
    const { items } = told([
      walked("iam:CreateUser", { ...user, node: "hop" }),
      walked("iam:CreateRole", { asked: { roleName: "door" }, node: "machine" }),
    ]);
    expect(items.map(({ what, likely }) => [what, likely])).toEqual([
      ["user eve", undefined],
      ["role door", true],
    ]);
  });

  test("is no more marked once it is sure", () => {
    const calls = [walked("iam:CreateUser", { ...user, node: "machine" })];
    expect(told(calls).items[0]).toMatchObject({ likely: true });
    expect(told(calls, { how: new Map([["machine", "issued"]]) }).items[0]).not.toHaveProperty("likely");
  });

  test("stays marked when the trace has forgotten the credential", () => {
    const calls = [walked("iam:CreateUser", { ...user, node: "machine" })];
    expect(told(calls, { how: new Map() }).items[0]).toMatchObject({ likely: true });
  });

  test("ends what the intruder had made, and a change of it is told", () => {
    const gone = told([walked("iam:CreateUser", user), walked("iam:DeleteUser", { ...user, at: 60, node: "machine" })]);
    expect(gone.items.filter(({ likely }) => !likely)).toEqual([]);
    const trust = { asked: { roleName: "admin", policyDocument: "{}" } };
    const changed = told([
      walked("iam:UpdateAssumeRolePolicy", trust),
      walked("iam:UpdateAssumeRolePolicy", { ...trust, at: 60, node: "machine" }),
    ]);
    expect(changed.items).toMatchObject([
      { events: ["iam:UpdateAssumeRolePolicy@0"], changedSince: ["iam:UpdateAssumeRolePolicy@60"] },
      { events: ["iam:UpdateAssumeRolePolicy@60"], likely: true },
    ]);
  });

  test("that nobody has described here is told apart too", () => {
    const { unknown } = told([walked("quantum:Twist", { node: "machine" }), walked("quantum:Turn")]);
    expect(unknown).toMatchObject([{ call: "quantum:Turn" }, { call: "quantum:Twist", likely: true }]);
    expect(unknown[0]).not.toHaveProperty("likely");
  });
});

describe("news", () => {
  const hop = walked("sts:AssumeRole", {
    readOnly: true,
    asked: { roleArn: "arn:aws:iam::111122223333:role/b", roleSessionName: "hop" },
    answered: { credentials: { accessKeyId: "ASIAEXAMPLE", expiration: "Mar 1, 2026, 10:00:00 AM" } },
  });

  test("is the first word, even that nothing was found", () => {
    expect(saysNew(told([]), undefined, START)).toBe(true);
    expect(saysNew(told([]), told([]), START)).toBe(false);
  });

  test("is a thing more, and a thing less", () => {
    const one = told([walked("iam:CreateUser", user)]);
    expect(saysNew(one, told([]), START)).toBe(true);
    expect(
      saysNew(told([walked("iam:CreateUser", user), walked("iam:DeleteUser", { ...user, at: 9 })]), one, START),
    ).toBe(true);
  });

  test("is neither a later cutoff in a command, nor what has ended by its own time", () => {
    const [before, later] = [told([hop], { now: START }), told([hop], { now: START + 60_000 })];
    expect(before.items[0]?.commands).not.toEqual(later.items[0]?.commands);
    expect(saysNew(later, before, START + 60_000)).toBe(false);
    const over = START + 2 * HOUR;
    expect(told([hop], { now: over }).items).toEqual([]);
    expect(saysNew(told([hop], { now: over }), before, over)).toBe(false);
  });
});

test("however much the intruder has made, an entry holds it, and says how much more there is", () => {
  const name = (index: number) => `${index}-${"\u{2603}".repeat(1_000)}`;
  const calls = Array.from({ length: 400 }, (_, at) => walked("iam:CreateUser", { at, asked: { userName: name(at) } }));
  const again = Array.from({ length: 400 }, (_, at) => walked("iam:TagUser", { at, asked: { userName: "eve" } }));
  const unknown = Array.from({ length: 400 }, (_, at) => walked(`quantum:Twist${at}`, { at }));
  const residual = told([...calls, ...again, ...unknown, walked("iam:CreateRole", { asked: { roleName: "door" } })]);
  expect(Buffer.byteLength(JSON.stringify(residual))).toBeLessThan(350_000);
  expect(residual.items.map(({ what }) => what)).toContain("role door");
  const listed = residual.items.filter(({ kind }) => kind === "user").length;
  const more = new Map(residual.more.map(({ kind, count }) => [kind, count]));
  expect(listed + (more.get("user") ?? 0)).toBeGreaterThanOrEqual(400);
  expect(residual.unknown.length + (more.get("unknown") ?? 0)).toBe(400);
  const eve = residual.items.find(({ what }) => what.endsWith("user eve"));
  expect((eve?.events.length ?? 0) + (eve?.moreEvents ?? 0)).toBe(400);
});

test("a thousand small changes of a kind hide no greater one of it, nor one unknown call in every Region another", () => {
  const tags = Array.from({ length: 450 }, (_, at) => walked("iam:TagUser", { at, asked: { userName: `u-${at}` } }));
  const regions = Array.from({ length: 250 }, (_, at) => walked("quantum:Twist", { at, awsRegion: `xx-west-${at}` }));
  const calls = [...tags, ...regions, walked("iam:CreateUser", { ...user, at: 500 }), walked("quantum:Z", { at: 501 })];
  const { items, unknown } = told(calls);
  expect(items.map(({ what }) => what)).toContain("user eve");
  expect(unknown.map(({ call }) => call)).toContain("quantum:Z");
});

describe("silence proves less", () => {
  const trail = { asked: { name: "audit" } };

  test("where the intruder has changed what a trail records, with the event", () => {
    for (const call of ["StopLogging", "DeleteTrail", "UpdateTrail"]) {
      const gaps = trailGaps(told([walked(`cloudtrail:${call}`, { ...trail, id: "e-1" })]));
      expect(gaps).toEqual([expect.stringMatching(`trail audit.*cloudtrail:${call}, event e-1.*a person has to see`)]);
    }
    const selectors = walked("cloudtrail:PutEventSelectors", { asked: { trailName: "audit" } });
    expect(trailGaps(told([selectors]))).toHaveLength(1);
  });

  test("and not where it was switched on again, or another log is missing", () => {
    const on = walked("cloudtrail:StartLogging", { ...trail, at: 60 });
    expect(trailGaps(told([walked("cloudtrail:StopLogging", trail), on]))).toEqual([]);
    expect(trailGaps(told([walked("ec2:DeleteFlowLogs", { asked: { flowLogId: ["fl-1"] } })]))).toEqual([]);
  });

  test("where nobody knows, or too much was done to be listed", () => {
    expect(trailGaps(undefined)).toHaveLength(1);
    expect(trailGaps({ ...told([]), more: [{ kind: "trail", count: 3 }] })).toHaveLength(1);
    const lost = { call: "cloudtrail:StopLogging", count: 2, lastAt: since };
    expect(trailGaps({ ...told([]), leftOut: [lost] })).toHaveLength(1);
  });
});
