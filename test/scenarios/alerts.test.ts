// Alerts that come twice, at once, late or after the cutoff: one incident, one deny, nothing lost.
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, expect, test } from "vitest";
import { denyOlderSessions } from "../../lambda/older-sessions-policy.ts";
import { respond } from "../../lambda/respond.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

let service: TestService;
let leak: Leak;
beforeEach(() => start());
afterEach(() => service.close());

async function start(options: Parameters<typeof startService>[0] = {}) {
  service = await startService(options);
  leak = await leakSession(service);
}

/** Writers meet in a table that answers later than it is asked. */
async function startInDynamoDB() {
  await service.close();
  await start({ dynamodb: true });
}

test("the same event delivered five times is one incident with one alert and one deny, whoever of the five was first", async () => {
  await startInDynamoDB();
  const event = leak.event();
  await Promise.all(Array.from({ length: 5 }, () => respond(service.deps, event)));
  const incident = await service.incident();
  expect(incident.alerts).toHaveLength(1);
  const cutoffs = incident.entries.flatMap((entry) =>
    entry.type === "step-applied" && "cutoff" in entry.applied.step ? [entry.applied.step.cutoff] : [],
  );
  expect(new Set(cutoffs)).toEqual(new Set([incident.cutoff]));
  expect(incident.steps).toHaveLength(1);
  const named = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
  const { PolicyDocument = "" } = await service.admin.iam.send(new GetRolePolicyCommand(named));
  expect(decodeURIComponent(PolicyDocument)).toBe(denyOlderSessions(null, incident.cutoff));
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("two alerts at the same moment are one incident that has both", async () => {
  await startInDynamoDB();
  const other = leak.event({ id: "another-finding", type: "Discovery:S3/AnomalousBehavior" });
  await Promise.all([respond(service.deps, leak.event()), respond(service.deps, other)]);
  const incident = await service.incident();
  expect(incident.alerts.map(({ id }) => id).sort()).toEqual(["1ab92989eaf0e742df4a014d5171b8e0", "another-finding"]);
  expect(incident.entries.map(({ seq }) => seq)).toEqual(incident.entries.map((_entry, index) => index + 1));
});

test("twenty at once for one role converge, and none is lost", async () => {
  await startInDynamoDB();
  const events = Array.from({ length: 20 }, (_none, index) => leak.event({ id: `finding-${index}` }));
  await Promise.all(events.map((event) => respond(service.deps, event)));
  expect((await service.incident()).alerts).toHaveLength(20);
});

test("a repeat about what was seen before the cutoff changes nothing", async () => {
  await service.deliver(leak.event());
  const before = await service.incident();
  await service.advance(40);
  const late = leak.event({ id: "repeat", lastSeen: new Date(Date.parse(before.cutoff) - 1000).toISOString() });
  await service.deliver(late);
  const after = await service.incident();
  expect(after.cutoff).toBe(before.cutoff);
  const since = after.entries.slice(before.entries.length);
  expect(since).toMatchObject([{ type: "alert", effect: "changes-nothing" }, { type: "verdict" }]);
});

test("a repeat about what was seen after the cutoff contains again: the session opened since is denied too", async () => {
  await service.deliver(leak.event());
  await service.advance(120);
  const again = await service.assume("app", "thief-again");
  await works(again);
  await service.deliver(leak.event({ accessKeyId: again.keys.accessKeyId }));
  await expect(works(again)).rejects.toMatchObject({ name: "AccessDenied" });
  const incident = await service.incident();
  expect(incident.alerts).toHaveLength(2);
  expect(incident.entries.at(-1)).toMatchObject({ type: "step-applied", why: "repeat" });
});

test("a sample finding about a contained role is refused and ends nobody's incident", async () => {
  await service.deliver(leak.event());
  await service.deliver(leak.event({ id: "sample", additionalInfo: { sample: true } }));
  expect((await service.incident()).status).toBe("contained");
});

test("after the lift a new leak of the same role is an incident of its own", async () => {
  await service.deliver(leak.event());
  await service.sleepThrough(13);
  expect((await service.incident()).status).toBe("lifted");
  const next = await service.assume("app", "stolen-later");
  await service.deliver(leak.event({ accessKeyId: next.keys.accessKeyId }));
  await expect(works(next)).rejects.toMatchObject({ name: "AccessDenied" });
  expect(await service.deps.ledger.list(10)).toHaveLength(2);
});

test("an old delivery of the alert of a lifted incident locks nobody out again", async () => {
  const event = leak.event();
  await service.deliver(event);
  await service.sleepThrough(13);
  const today = await service.assume("app", "alice");
  await service.deliver(event);
  await works(today);
  expect(await service.incident()).toMatchObject({ status: "lifted", alerts: [{}] });
  expect(await service.deps.ledger.list(10)).toHaveLength(1);
});

test("a sample about a role that could not be contained yet does not end its incident", async () => {
  await service.close();
  await start({ config: { fallback: "none" } });
  const filler = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(9900)}` });
  const named = { RoleName: "app", PolicyName: "filler" };
  await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: filler }));
  await service.deliver(leak.event());
  await service.deliver(leak.event({ id: "sample", additionalInfo: { sample: true } }));
  expect((await service.incident()).status).toBe("failed");

  await service.admin.iam.send(new DeleteRolePolicyCommand(named));
  await service.advance(120);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a role that is made anew while its incident is open gets its own deny, and its own policy back", async () => {
  const { iam } = service.admin;
  const named = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
  const theirs = policy({ Sid: "Theirs", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
  await iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: theirs }));
  await service.deliver(leak.event());
  await iam.send(new DeleteRolePolicyCommand(named));
  await iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
  await iam.send(new DeleteRoleCommand({ RoleName: "app" }));
  const anew = await leakSession(service);
  await service.deliver(anew.event({ id: "second" }));
  await expect(works(anew.stolen)).rejects.toMatchObject({ name: "AccessDenied" });

  await service.sleepThrough(14);
  expect((await service.incident()).status).toBe("lifted");
  await expect(iam.send(new GetRolePolicyCommand(named))).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

test("an old delivery of any alert of a lifted incident locks nobody out, not only of the last", async () => {
  const [first, second] = [leak.event(), leak.event({ id: "second" })];
  await service.deliver(first);
  await service.deliver(second);
  await service.sleepThrough(13);
  const today = await service.assume("app", "alice");
  await service.deliver(first);
  await works(today);
});

test("alerts at the same moment after a lift are all in the new incident", async () => {
  await startInDynamoDB();
  await service.deliver(leak.event());
  await service.sleepThrough(13);
  const stolen = await service.assume("app", "stolen-later");
  const event = (id: string) => leak.event({ id, accessKeyId: stolen.keys.accessKeyId });
  await Promise.all(["a", "b", "c"].map((id) => respond(service.deps, event(id))));
  expect((await service.incident()).alerts).toHaveLength(3);
  await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
});
