// What a person has to know before running a command that ends what was left: where, whom it lets in, and how sure it is.
import { expect, test } from "vitest";
import { residualSection } from "../../../lambda/page/view/residual-section.ts";
import { report } from "../../../lambda/report/index.ts";
import { drawnIncident, NOW } from "../../support/drawn-incident.ts";

const item = {
  section: "left-behind",
  kind: "policy",
  what: "removal of policy AWSDenyAll on role app",
  why: "Perhaps.",
  account: "444455556666",
  region: "eu-west-1",
  events: ["e-1"],
  moreEvents: 380,
  calls: ["iam:DetachRolePolicy"],
  detail: "lets in arn:aws:iam::999988887777:root <b>",
  until: "2026-03-01T12:00:00Z",
  possible: true,
  changedSince: ["e-2"],
  commands: ["aws iam list-roles"],
} as const;

test("the page says in which account a command is run, whom the thing lets in, and that it is merely possible", () => {
  const page = String(residualSection({ ...drawnIncident({ anything: "x" }), residual: [item] }));
  expect(page).toContain("in the account <bdi>444455556666</bdi>");
  expect(page).toContain("<bdi>lets in arn:aws:iam::999988887777:root &lt;b&gt;</bdi>");
  expect(page).toMatch(/and 380 between them\..*Possible, not shown\..*Changed by somebody else since\./);
  expect(page).toMatch(/Ends by itself at <time datetime="2026-03-01T12:00:00.000Z">/);
});

test("a report says how many events it leaves out", async () => {
  const incident = { ...drawnIncident({ anything: "x" }), residual: [item] };
  expect(await report({ incident, now: NOW }, "md")).toMatch(/More events, between these\*\*: 380/);
});
