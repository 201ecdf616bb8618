// Trust and own policies together: every directness of trust with every answer of the policy simulator.
import { expect, test } from "vitest";
import type { Grant } from "../../../lambda/ways-in/trust/answer-of.ts";
import { type OwnPolicies, weigh } from "../../../lambda/ways-in/weigh.ts";

const APP = "arn:aws:iam::111122223333:role/app";
const here = { account: "111122223333", arn: "arn:aws:iam::111122223333:user/alice" };
const elsewhere = { account: "444455556666", arn: "arn:aws:iam::444455556666:user/alice" };

type Said = Partial<Extract<OwnPolicies, { there: true }>>;
const own = (said: Said): OwnPolicies => ({
  there: true,
  decision: "allowed",
  byBoundary: true,
  byOrganization: true,
  missing: [],
  ...said,
});
const SILENT: Said = { decision: "implicitDeny" };
const REFUSING: Said = { decision: "explicitDeny" };

test.each<[Grant, string, Said, typeof here, string]>([
  ["account", "allow", {}, here, "yes"],
  ["account", "are silent", SILENT, here, "no"],
  ["account", "allow and a boundary does not", { ...SILENT, byBoundary: false }, here, "no"],
  ["role", "are silent", SILENT, here, "yes"],
  ["role", "are silent and a boundary is too", { ...SILENT, byBoundary: false }, here, "no"],
  ["direct", "are silent", SILENT, here, "yes"],
  ["direct", "are silent and a boundary is too", { ...SILENT, byBoundary: false }, here, "yes"],
  ["direct", "refuse", REFUSING, here, "no"],
  ["direct", "are silent, from another account", SILENT, elsewhere, "no"],
  ["direct", "allow, from another account", {}, elsewhere, "yes"],
  ["account", "look at what is not known", { ...SILENT, missing: ["aws:SourceIp"] }, here, "depends"],
  ["direct", "refuse by what is not known", { ...REFUSING, missing: ["aws:SourceIp"] }, here, "depends"],
  ["direct", "are not reached for a service control policy", { ...REFUSING, byOrganization: false }, here, "depends"],
])("a trust in the %s, where the own policies %s", (grant, _what, said, caller, open) => {
  const allowed = [{ grant, reserves: [] }];
  expect(weigh({ allowed }, own(said), caller, APP).open).toBe(open);
  const reserved = weigh({ allowed: [{ grant, reserves: ["an external id"] }] }, own(said), caller, APP);
  expect(reserved.open).toBe(open === "no" ? "no" : "depends");
  expect(weigh({ allowed, denied: "Statement 2 denies it." }, own(said), caller, APP).open).toBe("no");
});

test("of several statements the one that asks for least counts, and one that does not suffice counts for nothing", () => {
  const needy = { grant: "direct", reserves: ["a second factor"] } as const;
  const plain = { grant: "account", reserves: [] } as const;
  const open = (said: Said) => weigh({ allowed: [needy, plain] }, own(said), here, APP);
  expect(open({})).toEqual({ open: "yes", conditions: [] });
  expect(open(SILENT)).toEqual({ open: "depends", conditions: ["a second factor"] });
});

test("who is not there does not come in", () => {
  expect(weigh({ allowed: [{ grant: "direct", reserves: [] }] }, { there: false }, here, APP)).toMatchObject({
    open: "no",
    denied: "There is no such user or role.",
  });
});
