// The laws of the faults find what they are to find: each is broken here once, and held once.
import { PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Entry, IncidentStep } from "../../lambda/incident.ts";
import { clientsOf } from "../../local/clients.ts";
import { type DirectAws, directAws } from "../../local/direct-aws.ts";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { HOME_ACCOUNT } from "../../mock-aws/world.ts";
import { actorOf } from "../../simulate/actor.ts";
import { versionsOf } from "../../simulate/faults/denies.ts";
import {
  cutoffsOnlyMoveOn,
  deniesLand,
  everyDenyIsOnRecord,
  liftRestores,
  othersDenyOn,
  othersWorkOn,
  recordsAreTrue,
  standingCutoffs,
} from "../../simulate/faults/laws.ts";
import { drawPlan } from "../../simulate/faults/plan.ts";
import { run } from "../../simulate/faults/run.ts";
import { foundOrganization } from "../../simulate/found-organization.ts";
import { arnOf, type Principal } from "../../simulate/organization.ts";
import { TEST_START } from "../support/local-aws.ts";
import { policy } from "../support/session.ts";

const app: Principal = { kind: "user", account: HOME_ACCOUNT, name: "app" };
const other: Principal = { ...app, name: "other" };

let aws: DirectAws;
beforeEach(() => {
  aws = directAws({ start: TEST_START, seed: 7 });
});
afterEach(() => aws.aws.stop());

async function deny(condition: object = {}): Promise<void> {
  const { endpoint, requestHandler } = aws;
  const PolicyDocument = policy({ Effect: "Deny", Action: "*", Resource: "*", ...condition });
  const change = { UserName: "app", PolicyName: "deny", PolicyDocument };
  await clientsOf(endpoint, ADMIN_KEY, { requestHandler }).iam.send(new PutUserPolicyCommand(change));
}

const olderThan = (cutoff: string) => ({ Condition: { DateLessThan: { "aws:TokenIssueTime": cutoff } } });

function found() {
  const world = aws.aws.world();
  const { keys } = foundOrganization(world, { accounts: [], users: [app], roles: [], leaked: app, decoys: [] }, false);
  const key = keys.get(arnOf(app));
  if (!key) throw new Error("The user has no key.");
  return { world, stolen: { leak: 0, principal: app, actor: actorOf(aws, key) } };
}

test("who is to be denied and works, and who is to work and is denied", async () => {
  const { world, stolen } = found();
  expect(await deniesLand(world, [stolen])).toEqual(["The leak of app works, and is to be denied."]);
  expect(await othersWorkOn(world, [stolen])).toEqual([]);
  await deny();
  await world.clock.advanceTo(world.clock.now() + 20_000);
  expect(await deniesLand(world, [stolen])).toEqual([]);
  expect(await othersWorkOn(world, [stolen])).toEqual(["A credential of app is denied, and is to work."]);
});

test("policies that a lift does not give back", async () => {
  const { world } = found();
  const before = new Map(versionsOf(world, app).map((version) => [arnOf(app), version]));
  expect(liftRestores(world, [app], before, [])).toEqual([]);
  await deny();
  expect(liftRestores(world, [app], before, [])).toEqual(["The policies of app are not what they were before."]);
});

test("a cutoff that goes back, unless somebody took the deny away from this very principal at this time", async () => {
  const { world } = found();
  const [early, late] = ["2026-03-01T09:00:30Z", "2026-03-01T09:00:31Z"];
  await deny(olderThan(late));
  await deny(olderThan(late));
  expect(cutoffsOnlyMoveOn(world, [app, other], [])).toEqual([]);
  await deny(olderThan(early));
  const at = versionsOf(world, app).at(-1)?.since ?? 0;
  expect(cutoffsOnlyMoveOn(world, [app], [{ principal: other, at }])).toHaveLength(1);
  expect(cutoffsOnlyMoveOn(world, [app], [{ principal: app, at }])).toEqual([]);
});

test("a step on record that does not stand, or not so far", async () => {
  const { world } = found();
  const [cutoff, earlier] = ["2026-03-01T09:00:30Z", "2026-03-01T09:00:29Z"];
  const on = { account: HOME_ACCOUNT, userName: "app", userId: "AIDA", userArn: arnOf(app) };
  const applied = { step: { type: "deny-user-sessions", ...on, cutoff }, status: "applied" } as IncidentStep;
  const incident = { id: "one", status: "contained", steps: [applied] } as const;
  expect(recordsAreTrue(world, [incident])).toEqual(["Incident one: app is not denied until 2026-03-01T09:00:30Z."]);
  await deny(olderThan(earlier));
  expect(recordsAreTrue(world, [incident])).toHaveLength(1);
  await deny(olderThan(cutoff));
  expect(recordsAreTrue(world, [incident])).toEqual([]);
});

test("another tool's deny that went with ours", async () => {
  const { world } = found();
  const theirs = "2026-03-01T09:15:00Z";
  await deny(olderThan(theirs));
  expect(standingCutoffs(world, app)).toEqual([Date.parse(theirs)]);
  expect(othersDenyOn(world, app, [Date.parse(theirs)])).toEqual([]);
  await deny();
  expect(othersDenyOn(world, app, [Date.parse(theirs)])).toHaveLength(1);
});

test("a deny that nobody's record has: another principal's, until the same second, is none of it", () => {
  const deny = { account: HOME_ACCOUNT, userName: "app", userId: "AIDA", cutoff: "2026-03-01T09:00:30Z" } as const;
  const entry = (userArn: string): Entry => ({
    ...{ seq: 1, at: "2026-03-01T09:00:00Z", error: "", wayOut: "" },
    type: "step-failed",
    step: { type: "deny-user-sessions", ...deny, userArn },
  });
  const stood = [{ principal: app, since: TEST_START, cutoff: Date.parse(deny.cutoff) }];
  expect(everyDenyIsOnRecord(stood, [{ entries: [entry(arnOf(app))] }])).toEqual([]);
  expect(everyDenyIsOnRecord(stood, [{ entries: [entry(arnOf(other))] }])).toHaveLength(1);
});

test("a seed in which something could not be done as planned is no good one", async () => {
  const impossible = { name: "old", service: "iam", fault: "stale", probability: 1, at: 60, lasts: 1 } as const; // How old?
  await expect(run({ ...drawPlan(1), leaks: [], faults: [impossible] })).rejects.toThrow("for stale and late");
});
