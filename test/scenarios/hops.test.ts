// What the intruder opens with the leaked credential is followed and denied too, in the same incident.
import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcile } from "../../lambda/reconcile.ts";
import { respond } from "../../lambda/respond.ts";
import { keysOf } from "../../local/clients.ts";
import { addFault } from "../../mock-aws/faults.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, MEMBER } from "../support/member.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const refused = { name: "AccessDenied" };
const MINUTES = 60;

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService({ config: { members: { accounts: [MEMBER], externalId: EXTERNAL_ID } } });
  for (const name of ["b", "c"]) await service.createRole(name, ["iam:GetUser", "sts:AssumeRole"]);
  leak = await leakSession(service);
  const hop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument: hop }));
});
afterEach(() => service.close());

async function hop(from: Clients, role: string, account = HOME): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${account}:role/${role}`;
  const { Credentials } = await from.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "hop" }));
  return service.as(keysOf(Credentials));
}

const deniedRoles = async () =>
  (await service.incident()).steps.flatMap(({ step }) => ("roleName" in step ? [step.roleName] : [])).sort();

test("a chain over two roles is denied role by role, while the team's newer sessions work on", async () => {
  const b = await hop(leak.stolen, "b");
  const c = await hop(b, "c");
  await service.advance(6 * MINUTES);
  for (const who of [leak.stolen, b, c]) await works(who);

  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);

  for (const who of [leak.stolen, b, c]) await expect(works(who)).rejects.toMatchObject(refused);
  expect(await deniedRoles()).toEqual(["app", "b", "c"]);
  await works(await service.assume("c", "alice"));
  const { incident } = (await service.invoke({ action: "incident", id: (await service.incident()).id })) as {
    readonly incident: {
      readonly sessions: readonly {
        readonly accessKeyId?: string;
        readonly parent?: string;
        readonly lastSeen?: string;
      }[];
    };
  };
  const hopped = incident.sessions.find(({ accessKeyId }) => accessKeyId === b.keys.accessKeyId);
  expect(hopped).toMatchObject({
    parent: leak.stolen.keys.accessKeyId,
    calls: 1,
    lastSeen: "2026-03-01T09:01:00.000Z",
  });
  expect(incident.sessions.map(({ accessKeyId }) => accessKeyId)).toEqual(
    expect.arrayContaining([leak.stolen, b, c].map(({ keys }) => keys.accessKeyId)),
  );
});

/** First into a role of the member account, then into b. */
async function hopAbroadFirst(): Promise<{ readonly member: Clients; readonly b: Clients }> {
  const member = await createMember(service);
  const trust = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
  await member.iam.send(new CreateRoleCommand({ RoleName: "remote", AssumeRolePolicyDocument: trust }));
  await hop(leak.stolen, "remote", MEMBER);
  return { member, b: await hop(leak.stolen, "b") };
}

/** The account lets the responder in no more. */
async function shut({ iam }: Clients): Promise<void> {
  const PolicyDocument = policy({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" });
  const RoleName = "credential-leak-responder-member";
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
}

test("a lift that an account lets nobody in for undoes nothing, and says which", async () => {
  await hopAbroadFirst();
  await service.deliver(leak.event());
  await service.advance(8 * MINUTES);
  expect(await deniedRoles()).toEqual(["app", "b", "remote"]);
  addFault(service.aws.world(), { service: "iam", account: MEMBER, fault: "refuse", for: "1m" });
  const { id } = await service.incident();
  const answer = await service.invoke({ action: "lift", id, reason: "a test" });
  expect(answer).toMatchObject({ failed: true, errorMessage: expect.stringContaining(MEMBER) });
  for (const RoleName of ["app", "b"])
    await service.admin.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "AWSRevokeOlderSessions" }));
});

test("a hop into an account that nobody gets into keeps no other hop from being denied", async () => {
  const { member, b } = await hopAbroadFirst();
  await shut(member);
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);
  await expect(works(b)).rejects.toMatchObject(refused);
  await service.advance(6 * MINUTES);
  const { evidence } = await service.incident();
  expect(evidence?.missing.join(" ")).toContain("it is not contained yet");
});

test("a hop in the last moment before the deny is found as soon as the late trail shows it", async () => {
  const b = await hop(leak.stolen, "b");
  await service.deliver(leak.event());
  await works(b);
  await service.advance(12 * MINUTES);
  await expect(works(b)).rejects.toMatchObject(refused);
});

test("a hop into another account is denied there", async () => {
  const member = await createMember(service);
  const trust = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
  await member.iam.send(new CreateRoleCommand({ RoleName: "remote", AssumeRolePolicyDocument: trust }));
  const work = policy({ Effect: "Allow", Action: "iam:GetUser", Resource: "*" });
  await member.iam.send(new PutRolePolicyCommand({ RoleName: "remote", PolicyName: "work", PolicyDocument: work }));
  const remote = await hop(leak.stolen, "remote", MEMBER);
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);
  await expect(works(remote)).rejects.toMatchObject(refused);
  const deny = new GetRolePolicyCommand({ RoleName: "remote", PolicyName: "AWSRevokeOlderSessions" });
  await member.iam.send(deny);
});

test("a circle of two roles ends, and what was opened again after the first deny is denied again", async () => {
  const b = await hop(leak.stolen, "b");
  const hopBack = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "b", PolicyName: "hop", PolicyDocument: hopBack }));
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(31);
  const again = await hop(b, "app").catch(() => undefined);
  await service.advance(15 * MINUTES);
  await expect(works(b)).rejects.toMatchObject(refused);
  if (again) await expect(works(again)).rejects.toMatchObject(refused);
  expect(await deniedRoles()).toEqual(["app", "b"]);
});

test("nobody else's session of a role that was not reached is touched", async () => {
  const bystander = await service.assume("b", "alice");
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(15 * MINUTES);
  await works(bystander);
  expect(await deniedRoles()).toEqual(["app"]);
});

test("a second session of a role that is denied already locks nobody out again", async () => {
  const [first, second] = [await hop(leak.stolen, "b"), await hop(leak.stolen, "b")];
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);
  const alice = await service.assume("b", "alice");
  await service.advance(15 * MINUTES);
  for (const who of [first, second]) await expect(works(who)).rejects.toMatchObject(refused);
  await works(alice);
});

test("a repeat about the first role, after another one was reached, changes nothing", async () => {
  await hop(leak.stolen, "b");
  const event = leak.event({ id: "again" });
  await service.deliver(leak.event());
  await service.advance(10 * MINUTES);
  expect(await deniedRoles()).toEqual(["app", "b"]);
  const alice = await service.assume("app", "alice");
  await service.deliver(event);
  await works(alice);
});

test("the lift takes every deny of the incident away again", async () => {
  const b = await hop(leak.stolen, "b");
  await service.advance(6 * MINUTES);
  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);
  await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a test of ours" });
  for (const who of [leak.stolen, b]) await works(who);
});

test("a crash between the deny of a hop and its record leaves nothing behind after the lift", async () => {
  await hop(leak.stolen, "b");
  await service.advance(6 * MINUTES);
  const { ledger } = service.deps;
  const crashing: typeof ledger.append = (claim, at, next) =>
    ledger.append(claim, at, (incident) => {
      const entries = next(incident);
      if (entries.some((entry) => entry.type === "step-applied")) throw new Error("The process died.");
      return entries;
    });
  await respond(service.deps, leak.event());
  const claim = await ledger.claimOf(await service.incident());
  if (!claim) throw new Error("The incident has no claim.");
  const dying = { ...service.deps, ledger: { ...ledger, append: crashing } };
  service.aws
    .world()
    .clock.at(service.now() + 1, async () => void (await reconcile(dying, claim).catch(() => undefined)));
  await service.advance(1);
  await service.advance(3 * MINUTES);
  expect(await deniedRoles()).toEqual(["app", "b"]);
  await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a test of ours" });
  const deny = new GetRolePolicyCommand({ RoleName: "b", PolicyName: "AWSRevokeOlderSessions" });
  await expect(service.admin.iam.send(deny)).rejects.toMatchObject({ name: "NoSuchEntityException" });
});
