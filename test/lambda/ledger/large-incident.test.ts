// An incident with more on record than one item of DynamoDB can hold is written, read and listed all the same.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EntryBody } from "../../../lambda/incident.ts";
import type { Alert } from "../../../lambda/model.ts";
import { startService, type TestService } from "../../support/service.ts";

const AT = "2026-03-01T09:00:00.000Z";
const ACCOUNT = "111122223333";

const alert: Alert = {
  source: "guardduty",
  id: "one",
  type: "a leak",
  title: "a leak",
  region: "us-east-1",
  account: ACCOUNT,
  principal: { kind: "role", name: "app" },
  sample: false,
  lastSeen: AT,
};

/** The intruder has filled the policy that the deny is merged into, in every role that he came through. */
function deniedIn(roleName: string): EntryBody {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${roleName}`;
  const step = {
    type: "deny-role-sessions",
    account: ACCOUNT,
    roleName,
    roleArn,
    roleId: `AROA-${roleName}`,
    cutoff: AT,
  };
  const filled = "x".repeat(10_240);
  return {
    type: "step-applied",
    applied: { step, changed: true, before: filled, wrote: filled, requestId: roleName } as never, // A step of a role.
    why: "contain",
  };
}

let service: TestService;
beforeAll(async () => {
  service = await startService({ dynamodb: true });
});
afterAll(() => service?.close());

test("the roles that an intruder came through had ten kilobytes of policies each", async () => {
  const { ledger } = service.deps;
  const claim = await ledger.claim({ incidentId: "20260301T090000Z-aaaaaaaa", alert, cutoff: AT, at: AT });
  const roles = Array.from({ length: 21 }, (_, index) => `role-${index}`);
  await ledger.append(claim, AT, () => roles.map(deniedIn));
  await ledger.append(claim, AT, () => [
    { type: "proof", proof: { level: "leaking", missing: [], denied: 0, unstoppable: 0, allowed: [] } },
  ]);

  const incident = await ledger.read(claim.incidentId);
  expect(incident?.steps.map(({ wrote }) => wrote.length)).toEqual(roles.map(() => 10_240));
  const [head] = await ledger.list(1);
  expect(head).toMatchObject({ id: claim.incidentId, status: "contained", proof: "leaking", cutoff: AT });
  expect(head?.steps).toEqual(roles.map(() => ({ status: "applied" })));
  expect(await ledger.verify(claim.incidentId)).toEqual([]);
});
