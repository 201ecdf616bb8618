import { describe, expect, test } from "vitest";
import type { EntryBody, Incident, TracedSession } from "../../lambda/incident.ts";
import { foldEntries } from "../../lambda/ledger/fold.ts";
import type { Alert } from "../../lambda/model.ts";
import { signsOfRemint } from "../../lambda/remint.ts";
import type { DenyRoleSessions } from "../../lambda/steps.ts";

const ACCOUNT = "111122223333";
const AT = "2026-03-01T09:00:00.000Z";

const ALERT: Alert = {
  source: "guardduty",
  id: "finding",
  type: "UnauthorizedAccess:IAMUser/Any",
  title: "",
  account: ACCOUNT,
  region: "us-east-1",
  accessKeyId: "ASIALEAKED",
  principal: { kind: "role", name: "a", session: "s" },
  sample: false,
  lastSeen: AT,
};

const deny = (roleName: string, cutoff: string): EntryBody => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/${roleName}`;
  const on = { account: ACCOUNT, roleName, roleArn: arn, roleId: `AROA${roleName}` };
  const step: DenyRoleSessions = { type: "deny-role-sessions", ...on, cutoff };
  return { type: "step-applied", applied: { step, before: null, wrote: "{}", changed: true }, why: "contain" };
};

const session = (node: string, role: string, parent: string, change: Partial<TracedSession> = {}): TracedSession => ({
  node,
  parent,
  how: "issued",
  form: "key",
  principal: { kind: "role", account: ACCOUNT, name: role },
  accessKeyId: node,
  issuedAt: "2026-03-01T08:59:00.000Z",
  ...change,
});

function incident(sessions: readonly TracedSession[], ...bodies: readonly EntryBody[]): Incident {
  const all: EntryBody[] = [
    { type: "opened", alert: ALERT, cutoff: "2026-03-01T09:00:30Z" },
    deny("a", "2026-03-01T09:00:30Z"),
    { type: "traced", sessions },
    ...bodies,
  ];
  const folded = foldEntries(
    "incident",
    all.map((body, index) => ({ seq: index + 1, at: AT, ...body })),
  );
  if (!folded) throw new Error("There are no entries.");
  return folded;
}

const reasons = (of: Incident) => signsOfRemint(of).map(({ because }) => because);

describe("a sign that the intruder gets sessions anew", () => {
  test("is a session of a role that began after its first cutoff, also when the cutoff has moved since", () => {
    const late = session("ASIA2", "a", "ASIAOTHER", { issuedAt: "2026-03-01T09:00:31.000Z" });
    expect(reasons(incident([late]))).toEqual([expect.stringContaining("ASIA2 of the role a began after")]);
    expect(reasons(incident([late], deny("a", "2026-03-01T09:30:00Z")))).toHaveLength(1);
  });

  test("is not one that began before, nor one of a role that was not denied, nor one that is merely likely", () => {
    const issuedAt = "2026-03-01T10:00:00.000Z";
    expect(reasons(incident([session("ASIA2", "a", "ASIALEAKED")]))).toEqual([expect.stringContaining("circle")]);
    expect(reasons(incident([session("ASIA2", "b", "ASIALEAKED", { issuedAt })]))).toEqual([]);
    expect(reasons(incident([session("ASIA2", "a", "ASIAX", { issuedAt, how: "likely" })]))).toEqual([]);
  });

  test("is a circle of any length, and no chain however long", () => {
    const chain = [session("K1", "b", "ASIALEAKED"), session("K2", "c", "K1"), session("K3", "d", "K2")];
    expect(reasons(incident(chain))).toEqual([]);
    expect(reasons(incident([...chain, session("K4", "b", "K3")]))).toEqual([
      "The roles b, c, d have been assumed from each other in a circle.",
    ]);
    expect(reasons(incident([...chain, session("K4", "a", "K3")]))).toEqual([
      "The roles a, b, c, d have been assumed from each other in a circle.",
    ]);
  });

  test("is a step that the intruder has undone, and none that somebody else has", () => {
    const undone = (who: "intruder" | "tool" | "other"): EntryBody => ({
      type: "tampered-by",
      step: "deny-role-sessions",
      target: "deny-role-sessions|AROAa",
      event: who,
      calledAt: AT,
      call: "iam:DeleteRolePolicy",
      account: ACCOUNT,
      region: "us-east-1",
      by: "somebody",
      who,
    });
    expect(reasons(incident([], undone("tool"), undone("other")))).toEqual([]);
    expect(reasons(incident([], undone("intruder")))).toEqual([expect.stringContaining("has undone")]);
  });

  test("is a call that got through although the deny stands, and none that somebody had made room for", () => {
    const at = "2026-03-01T09:20:00.000Z";
    const call = { eventId: "e", at, region: "us-east-1", call: "iam:GetUser", accessKeyId: "ASIALEAKED" } as const;
    const proof: EntryBody = {
      type: "proof",
      proof: {
        level: "leaking",
        missing: [],
        denied: 0,
        unstoppable: 0,
        allowed: [{ ...call, outcome: "allowed", explicit: false }],
      },
    };
    expect(reasons(incident([], proof))).toEqual([expect.stringContaining("iam:GetUser by ASIALEAKED got through")]);
    const { entries } = incident([]);
    const [, applied] = entries;
    if (applied?.type !== "step-applied") throw new Error("Nothing is denied.");
    const undone = { seq: 4, at, type: "tamper", step: applied.applied.step, because: "removed" } as const;
    const folded = foldEntries("incident", [...entries, undone, { seq: 5, at, ...proof }]);
    expect(folded && reasons(folded)).toEqual([]);
  });
});
