// Which alerts are about one principal, and so join one incident.
import { expect, test } from "vitest";
import { principalKeyOf } from "../../../lambda/ledger/ledger.ts";
import type { Alert } from "../../../lambda/model.ts";

function keyOf(name: string, session: string): string {
  const alert: Alert = {
    source: "guardduty",
    id: "finding",
    type: "leak",
    title: "A leak",
    account: "111122223333",
    region: "us-east-1",
    principal: { kind: "role", name, session },
    sample: false,
    lastSeen: "2026-03-01T09:00:00Z",
  };
  return principalKeyOf(alert);
}

test("a role named in another case is the same role", () => {
  expect(keyOf("APP", "one")).toBe(keyOf("app", "two"));
});

test("two people of one permission set are two, and one is one, in whatever case the role is named", () => {
  const [set, lower] = ["AWSReservedSSO_Admin_0123456789abcdef", "awsreservedsso_admin_0123456789abcdef"];
  expect(keyOf(lower, "ann@example.com")).not.toBe(keyOf(lower, "bob@example.com"));
  expect(keyOf(lower, "ann@example.com")).toBe(keyOf(set, "ann@example.com"));
});
