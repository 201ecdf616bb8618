// An incident made by hand: for drawings and reports of what is seldom, much, or hostile.
import type { Presented } from "../../lambda/answers.ts";
import type { Entry } from "../../lambda/incident.ts";
import { hashOf } from "../../lambda/ledger/chain.ts";
import { foldEntries } from "../../lambda/ledger/fold.ts";
import type { Alert } from "../../lambda/model.ts";
import { present } from "../../lambda/page/present.ts";
import type { DenyRoleSessions } from "../../lambda/steps.ts";

export const NOW = Date.parse("2026-03-01T10:00:00Z");

type Words = {
  /** Stands wherever an intruder, or anybody else, chooses the words. */
  readonly anything: string;
  readonly entries?: number;
  /** Sessions that were opened, by which of them: an index, or the leaked key. */
  readonly opened?: readonly (number | "leaked")[];
};

/** Contained, with a record of so many entries. */
export function drawnIncident({ anything, entries: count = 6, opened = ["leaked"] }: Words): Presented {
  const bodies: Entry[] = [
    { seq: 1, at: at(0), type: "opened", alert: alertOf(anything), cutoff: at(30) },
    {
      seq: 2,
      at: at(0),
      type: "step-applied",
      applied: { step: stepOf(anything), before: anything, wrote: anything, changed: true },
      why: "contain",
    },
    {
      seq: 3,
      at: at(1),
      type: "traced",
      sessions: opened.map((parent, index) => sessionOf(anything, parent, index)),
      walked: true,
    },
    { seq: 4, at: at(2), type: "tamper", step: stepOf(anything), because: anything },
    {
      seq: 5,
      at: at(3),
      type: "step-applied",
      applied: { step: stepOf(anything), before: anything, wrote: anything, changed: true },
      why: "tamper",
    },
    {
      seq: 6,
      at: at(4),
      type: "residual",
      residual: { since: at(0), items: [itemOf(anything)], unknown: [], more: [], undone: 0, leftOut: [], cut: 0 },
    },
  ];
  for (let seq = 7; seq <= count; seq++) bodies.push({ seq, at: at(seq), type: "moving", cutoff: at(seq + 120) });
  const incident = foldEntries(ID, chained(bodies.slice(0, count)));
  if (!incident) throw new Error("There is no entry.");
  return present(incident);
}

const ID = "20260301T090000Z-drawn";

function chained(entries: readonly Entry[]): readonly Entry[] {
  let previous = ID;
  return entries.map((entry) => {
    previous = hashOf(previous, JSON.stringify(entry));
    return { ...entry, hash: previous };
  });
}

function at(seconds: number): string {
  return new Date(Date.parse("2026-03-01T09:00:00Z") + seconds * 1_000).toISOString();
}

function alertOf(anything: string): Alert {
  return {
    source: "guardduty",
    id: anything,
    type: anything,
    title: anything,
    account: "111122223333",
    region: "us-east-1",
    accessKeyId: "ASIALEAKED",
    principal: { kind: "role", name: "app", session: anything },
    sample: false,
    lastSeen: at(-60),
    issuedAt: at(-600),
    wishedBy: anything,
  };
}

function stepOf(anything: string): DenyRoleSessions {
  const role = { account: "111122223333", roleName: "app", roleArn: anything, roleId: "AROAAPP" };
  return { type: "deny-role-sessions", ...role, cutoff: at(30) };
}

function sessionOf(anything: string, parent: number | "leaked", index: number) {
  return {
    node: `ASIA${index}`,
    parent: parent === "leaked" ? "ASIALEAKED" : `ASIA${parent}`,
    how: "issued",
    form: "key",
    principal: { kind: "role", account: "111122223333", name: `b${anything}`, session: anything },
    accessKeyId: `ASIA${index}`,
    issuedAt: at(-300),
    region: anything,
  } as const;
}

function itemOf(anything: string) {
  return {
    section: "access",
    kind: anything,
    what: anything,
    why: anything,
    detail: anything,
    events: [anything],
    calls: [anything],
    commands: [anything],
  } as const;
}
