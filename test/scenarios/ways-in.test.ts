// After a containment the incident names who can open a new session of the role, and everybody whom it names can.
import { DisableRuleCommand, EnableRuleCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcile } from "../../lambda/reconcile.ts";
import type { WayIn } from "../../lambda/ways-in/way-in.ts";
import { keysOf } from "../../local/clients.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { createMember, EXTERNAL_ID, MEMBER } from "../support/member.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const STRANGER = "999900001111";
const MINUTES = 60;
const APP = `arn:aws:iam::${HOME}:role/app`;
const arnOf = (kind: "user" | "role", name: string, account = HOME) => `arn:aws:iam::${account}:${kind}/${name}`;
const MAY_ASSUME_APP = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: APP });

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService({ config: { members: { accounts: [MEMBER], externalId: EXTERNAL_ID } } });
  leak = await leakSession(service);
});
afterEach(() => service.close());

async function createUser(UserName: string, PolicyDocument?: string, of: Clients = service.admin): Promise<Clients> {
  await of.iam.send(new CreateUserCommand({ UserName }));
  if (PolicyDocument !== undefined) {
    await of.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
  }
  const { AccessKey } = await of.iam.send(new CreateAccessKeyCommand({ UserName }));
  return service.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

async function allowRole(RoleName: string) {
  await service.createRole(RoleName, ["iam:GetUser"]);
  const rule = { RoleName, PolicyName: "hop", PolicyDocument: MAY_ASSUME_APP };
  await service.admin.iam.send(new PutRolePolicyCommand(rule));
}

const trust = (...statements: readonly object[]) =>
  service.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "app", PolicyDocument: policy(...statements) }));
const letsIn = (Principal: object, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...more,
});

const comeIn = async (who: Clients, role = APP) =>
  service.as(
    keysOf((await who.sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "back" }))).Credentials),
  );

async function contained() {
  await service.deliver(leak.event());
  await service.advance(3 * MINUTES);
  return report();
}

async function report() {
  const { waysIn, entries } = await service.incident();
  const ways = waysIn?.ways ?? [];
  const find = (who: string, kind: WayIn["kind"] = "principal") =>
    ways.filter((way) => way.who === who && way.kind === kind);
  return { ways, gaps: waysIn?.gaps, find, told: entries.filter(({ type }) => type === "ways-in").length };
}

test("alice and role b, whose policies allow it, are named and come in; bob and role c are not named and do not", async () => {
  const alice = await createUser("alice", MAY_ASSUME_APP);
  const bob = await createUser("bob");
  await allowRole("b");
  await service.createRole("c", ["iam:GetUser"]);
  const { find, gaps } = await contained();
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });

  for (const who of [arnOf("user", "alice"), arnOf("role", "b")]) {
    expect(find(who)).toEqual([
      { role: APP, kind: "principal", who, call: "sts:AssumeRole", open: "yes", conditions: [] },
    ]);
  }
  expect(find(HOME, "account")).toMatchObject([{ open: "listed" }]);
  expect(gaps).toEqual([]);
  for (const who of [arnOf("user", "bob"), arnOf("role", "c")]) expect(find(who)).toEqual([]);
  await works(await comeIn(alice));
  await works(await comeIn(await service.assume("b", "hop")));
  await expect(comeIn(bob)).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(comeIn(await service.assume("c", "hop"))).rejects.toMatchObject({ name: "AccessDenied" });
});

test("an identity provider, a service and an account that nobody serves are told as they are", async () => {
  const provider = `arn:aws:iam::${HOME}:saml-provider/Employees`;
  await trust(
    letsIn({ Service: "lambda.amazonaws.com" }),
    letsIn({ AWS: STRANGER }, { Condition: { StringEquals: { "sts:ExternalId": "Example987" } } }),
    { Effect: "Allow", Principal: { Federated: provider }, Action: "sts:AssumeRoleWithSAML" },
  );
  const { ways } = await contained();
  expect(ways).toEqual([
    {
      role: APP,
      kind: "service",
      who: "lambda.amazonaws.com",
      call: "sts:AssumeRole",
      open: "not-visible",
      conditions: [],
    },
    {
      role: APP,
      kind: "account",
      who: STRANGER,
      call: "sts:AssumeRole",
      open: "not-visible",
      conditions: ['sts:ExternalId must be "Example987"'],
    },
    {
      role: APP,
      kind: "identity-provider",
      who: provider,
      call: "sts:AssumeRoleWithSAML",
      open: "not-visible",
      conditions: [],
    },
  ]);
});

test("in another account that is served, whoever may come in is named, and nobody else", async () => {
  const member = await createMember(service);
  const richard = await createUser("richard", MAY_ASSUME_APP, member);
  const susan = await createUser("susan", undefined, member);
  await trust(letsIn({ AWS: [MEMBER, arnOf("user", "susan", MEMBER)] }));
  const { find } = await contained();
  expect(find(arnOf("user", "richard", MEMBER))).toMatchObject([{ open: "yes" }]);
  expect(find(arnOf("user", "susan", MEMBER))).toMatchObject([
    { open: "no", denied: "Its own policies do not allow it." },
  ]);
  await works(await comeIn(richard));
  await expect(comeIn(susan)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("a hop that was contained with the role leads back into it, and is marked as the dangerous one", async () => {
  await allowRole("b");
  await createUser("alice", MAY_ASSUME_APP);
  const hop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: arnOf("role", "b") });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument: hop }));
  await comeIn(leak.stolen, arnOf("role", "b"));
  await service.advance(6 * MINUTES);
  const { ways, find } = await contained();
  const b = arnOf("role", "b");
  expect(find(b).filter(({ role }) => role === APP)).toMatchObject([{ open: "yes", ofIncident: true }]);
  expect(find(APP).filter(({ role }) => role === b)).toMatchObject([{ open: "yes", ofIncident: true }]);
  expect(find(arnOf("user", "alice"))[0]?.ofIncident).toBeUndefined();
  expect(ways[0]?.ofIncident).toBe(true);
  await works(await comeIn(await service.assume("b", "back")));
});

test("a door that the intruder opens afterwards is told when the trail is read next, and what has not changed is told once", async () => {
  const { told, ways } = await contained();
  expect(ways.map(({ who }) => who)).toEqual(expect.arrayContaining([HOME, arnOf("user", "admin")]));
  expect(told).toBe(1);
  await service.advance(20 * MINUTES);
  expect((await report()).told).toBe(1);
  await trust(...(JSON.parse(ACCOUNT_TRUST) as { Statement: object[] }).Statement, letsIn({ AWS: STRANGER }));
  await service.advance(15 * MINUTES);
  const later = await report();
  expect(later.told).toBe(2);
  expect(later.find(STRANGER, "account")).toMatchObject([{ open: "not-visible" }]);
});

test("a role that is contained later is told as soon as it is, with the ways into it", async () => {
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000; // The hop is found on the late trail.
  await allowRole("b");
  const hop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: arnOf("role", "b") });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument: hop }));
  await comeIn(leak.stolen, arnOf("role", "b"));
  const { ways, told } = await contained();
  expect([told, ways.every(({ role }) => role === APP)]).toEqual([1, true]);
  await service.advance(9 * MINUTES);
  const later = await report();
  expect(later.told).toBe(2);
  expect(later.ways).toContainEqual(
    expect.objectContaining({ role: arnOf("role", "b"), who: APP, open: "yes", ofIncident: true }),
  );
});

test("a process that dies before it has told of a role that was just contained leaves that to the next heartbeat", async () => {
  service.aws.world().settings.eventDelay = 24 * 60 * 60_000; // The hop is found on the late trail.
  await allowRole("b");
  const hop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: arnOf("role", "b") });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument: hop }));
  await comeIn(leak.stolen, arnOf("role", "b"));
  await contained();
  const heartbeat = { Name: "credential-leak-responder-heartbeat" };
  await service.admin.events.send(new DisableRuleCommand(heartbeat));
  await service.advance(6 * MINUTES);
  const { ledger } = service.deps;
  const claim = await ledger.claimOf(await service.incident());
  if (!claim) throw new Error("The incident has no claim.");
  const append: typeof ledger.append = (of, at, next) =>
    ledger.append(of, at, (incident) => {
      const entries = next(incident);
      if (entries.some(({ type }) => type === "ways-in")) throw new Error("The process died.");
      return entries;
    });
  const dying = { ...service.deps, ledger: { ...ledger, append } };
  service.aws.world().clock.at(service.now() + 1, async () => void (await reconcile(dying, claim)));
  await service.advance(1);
  expect((await service.incident()).steps).toHaveLength(2);
  expect((await report()).told).toBe(1);
  await service.admin.events.send(new EnableRuleCommand(heartbeat));
  await service.advance(2 * MINUTES);
  expect((await report()).find(APP)).toMatchObject([{ role: arnOf("role", "b"), open: "yes", ofIncident: true }]);
});

test("where IAM does not let the responder ask, that is a gap, and the deny stands all the same", async () => {
  const role = "credential-leak-responder";
  const deny = policy({ Effect: "Deny", Action: ["iam:ListUsers", "iam:SimulatePrincipalPolicy"], Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: "no", PolicyDocument: deny }));
  await createUser("alice", MAY_ASSUME_APP);
  const blind = await contained();
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  expect(blind.find(HOME, "account")).toMatchObject([{ open: "not-visible" }]);
  expect(blind.gaps?.join(" ")).toMatch(/users and roles of 111122223333 could not be listed.*AccessDenied/);

  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: "no" }));
  await service.advance(6 * MINUTES);
  const seeing = await report();
  expect(seeing.find(arnOf("user", "alice"))).toMatchObject([{ open: "yes" }]);
  expect(seeing.gaps).toEqual([]);
});
