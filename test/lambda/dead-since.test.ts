import { expect, test } from "vitest";
import { deadAnew, deadSince, deniedIn } from "../../lambda/dead-since.ts";
import type { Entry } from "../../lambda/incident.ts";
import type { Alert } from "../../lambda/model.ts";
import type { Step } from "../../lambda/steps.ts";

const ACCOUNT = "111122223333";
const AT = "2026-03-01T09:00:00.000Z";

const alert = (change: Partial<Alert>): Alert => ({
  source: "trace",
  id: "x",
  type: "",
  title: "",
  account: ACCOUNT,
  region: "us-east-1",
  accessKeyId: "ASIAX",
  principal: { kind: "role", name: "app", session: "s" },
  sample: false,
  lastSeen: AT,
  ...change,
});

const entries = (...steps: readonly Step[]): { readonly entries: readonly Entry[] } => ({
  entries: steps.map((step, index) => ({
    seq: index + 1,
    at: AT,
    type: "step-applied",
    applied: { step, before: null, wrote: "", changed: true },
    why: "contain",
  })),
});

const onRole = (roleName: string, cutoff: string): Step => ({
  type: "deny-role-sessions",
  account: ACCOUNT,
  roleName,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`,
  roleId: "AROAX",
  cutoff,
});
const user = { account: ACCOUNT, userName: "ben", userArn: `arn:aws:iam::${ACCOUNT}:user/ben`, userId: "AIDAX" };

test("a session is dead from the first cutoff of its role that is later than its beginning", () => {
  const steps = entries(onRole("app", "2026-03-01T09:00:30Z"), onRole("app", "2026-03-01T09:10:00Z"));
  expect(deadSince(steps, alert({ issuedAt: "2026-03-01T08:00:00Z" }))).toBe("2026-03-01T09:00:30Z");
  expect(deadSince(steps, alert({ issuedAt: "2026-03-01T09:00:30Z" }))).toBe("2026-03-01T09:10:00Z");
  expect(deadSince(steps, alert({ issuedAt: "2026-03-01T09:10:00Z" }))).toBeUndefined();
  expect(deadSince(steps, alert({}))).toBe("2026-03-01T09:00:30Z");
});

test("where nobody told when it began, by the first cutoff after it was seen: it may be newer than the ones before", () => {
  const steps = entries(onRole("app", "2026-03-01T09:00:30Z"), onRole("app", "2026-03-01T09:10:00Z"));
  expect(deadSince(steps, alert({ lastSeen: "2026-03-01T09:05:00Z" }))).toBe("2026-03-01T09:10:00Z");
});

test("another role's deny says nothing, nor one in another account", () => {
  expect(deadSince(entries(onRole("other", "2026-03-01T09:00:30Z")), alert({}))).toBeUndefined();
  const elsewhere = alert({ account: "444455556666" });
  expect(deadSince(entries(onRole("app", "2026-03-01T09:00:30Z")), elsewhere)).toBeUndefined();
});

test("the deny of one session is that session's alone", () => {
  const step: Step = {
    ...(onRole("app", "2026-03-01T09:00:30Z") as object),
    type: "deny-session",
    session: "s",
  } as Step;
  expect(deadSince(entries(step), alert({}))).toBe("2026-03-01T09:00:30Z");
  expect(deadSince(entries(step), alert({ principal: { kind: "role", name: "app", session: "t" } }))).toBeUndefined();
});

test("a long-term key is dead by its deactivation, not by the deny of what it has minted", () => {
  const principal = { kind: "user", name: "ben" } as const;
  const denied: Step = { type: "deny-user-sessions", ...user, cutoff: "2026-03-01T09:00:30Z" };
  const off: Step = { type: "deactivate-key", ...user, accessKeyId: "AKIAX" };
  expect(deadSince(entries(denied), alert({ principal, accessKeyId: "AKIAX" }))).toBeUndefined();
  expect(deadSince(entries(denied, off), alert({ principal, accessKeyId: "AKIAX" }))).toBe("2026-03-01T09:00:30.000Z");
  expect(deadSince(entries(denied, off), alert({ principal }))).toBe("2026-03-01T09:00:30Z");
  const token = { kind: "federated-user", name: "f", issuer: "ben" } as const;
  expect(deadSince(entries(denied), alert({ principal: token }))).toBe("2026-03-01T09:00:30Z");
});

test("what was undone and put back counts anew from then; what was moved on while it stood does not", () => {
  const known = entries(onRole("app", "2026-03-01T09:00:30Z"));
  const later = (why: "hold" | "tamper") => ({
    entries: known.entries.flatMap((entry) => [entry, { ...entry, why, at: "2026-03-01T10:00:00.000Z" } as Entry]),
  });
  expect(deadSince(later("tamper"), alert({}))).toBe("2026-03-01T09:00:30Z");
  expect(deadAnew(later("tamper"), alert({}))).toBe("2026-03-01T10:00:30.000Z");
  expect(deadAnew(later("hold"), alert({}))).toBe("2026-03-01T09:00:30.000Z");
  expect(deadAnew({ entries: [] }, alert({}))).toBeUndefined();
});

test("a refusal by its own deny names the kind of policy in which that stands", () => {
  const {
    type: _type,
    cutoff,
    ...place
  } = onRole("app", "2026-03-01T09:00:30Z") as Extract<Step, { type: "deny-role-sessions" }>;
  const boundary = { ...place, cutoff, type: "deny-role-sessions-boundary" } as Step;
  const scp: Step = {
    ...{ type: "deny-sessions-by-scp", account: "444455556666", target: ACCOUNT, cutoff, partition: "aws", exempt: [] },
    ...{ principalArn: place.roleArn, principalId: place.roleId },
  };
  expect(deniedIn(entries(onRole("app", cutoff), onRole("other", cutoff)), alert({}))).toEqual([
    "an identity-based policy",
  ]);
  expect(deniedIn(entries(onRole("app", cutoff), scp), alert({}))).toEqual([
    "an identity-based policy",
    "a service control policy",
  ]);
  expect(deniedIn(entries(boundary), alert({}))).toEqual(["a permissions boundary"]);
  const root = { type: "deny-by-scp", account: "444455556666", target: ACCOUNT, partition: "aws" } as const;
  expect(deniedIn(entries(root), alert({ principal: { kind: "root" } }))).toEqual(["a service control policy"]);
  const bare = alert({ principal: { kind: "access-key" } });
  expect(deniedIn(entries(onRole("app", cutoff)), bare)).toEqual(["an identity-based policy"]);
});
