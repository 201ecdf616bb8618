// Many at once: one leak that everybody reports, sequences of actors of every kind, a storm of alerts, the longest names.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, describe, expect, test } from "vitest";
import { respond } from "../../lambda/respond.ts";
import { keysOf } from "../../local/clients.ts";
import { eventFixtures } from "../lambda/intake/event-fixtures.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const refused = { name: "AccessDenied" };
const WORK = policy({ Effect: "Allow", Action: ["iam:Get*", "ec2:Describe*"], Resource: "*" });

let service: TestService;
async function start(config: object = {}) {
  service = await startService({ config: { defaultMode: { user: "contain" }, ...config } });
}
afterEach(() => service.close());

async function createUser(UserName: string, Path = "/") {
  const { User } = await service.admin.iam.send(new CreateUserCommand({ UserName, Path }));
  await service.admin.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: WORK }));
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  const key = { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
  return { id: User?.UserId ?? "", key: service.as(key) };
}

async function incidents() {
  const heads = await service.deps.ledger.list(100);
  const all = await Promise.all(heads.map(({ id }) => service.deps.ledger.read(id)));
  return all.flatMap((incident) => incident ?? []);
}

const envelope = (source: string, detailType: string, detail: object, resources: readonly string[] = []) => ({
  version: "0",
  id: `from-${source}`,
  source,
  "detail-type": detailType,
  account: HOME,
  time: new Date(service.now()).toISOString(),
  region: "us-east-1",
  resources,
  detail,
});

const fixture = (name: string) => eventFixtures("leaks").find((one) => one.name === name)?.event;

test("one key that everybody reports at once is one incident of its user", async () => {
  await start();
  const { id, key } = await createUser("ci");
  const { accessKeyId } = key.keys;
  await service.advance(60);
  const seen = new Date(service.now()).toISOString();
  const about = { userType: "IAMUser", userName: "ci", principalId: id, accessKeyId, lastSeen: seen };
  const bare = ["github-created", "gitguardian-incident", "health-exposed"].map((name) =>
    JSON.parse(JSON.stringify(fixture(name)).replaceAll("AKIAIOSFODNN7EXAMPLE", accessKeyId)),
  );
  const changes: readonly (readonly [string, string])[] = [
    ["ASIAIOSFODNN7EXAMPLE", accessKeyId],
    ["AROAEXAMPLEEXAMPLE123:i-0123456789abcdef0", id],
    ["AssumedRole", "IAMUser"],
    ['"PrincipalName":"app"', '"PrincipalName":"ci"'],
  ];
  const inHub = JSON.stringify(fixture("security-hub-from-guardduty"));
  const hub = JSON.parse(changes.reduce((text, [from, to]) => text.replaceAll(from, to), inHub));
  hub.detail.findings[0].Resources.pop();
  const reports = [guardDutyEvent(about), hub, ...bare];
  await Promise.all(reports.map((event) => respond(service.deps, event)));
  const all = await incidents();
  expect(all).toHaveLength(1);
  expect(all[0]).toMatchObject({ status: "contained", principal: { kind: "user", name: "ci" } });
  const sources = all[0]?.alerts.map(({ source }) => source).sort();
  expect(sources).toEqual(["gitguardian", "github", "guardduty", "health", "security-hub"]);
  expect(all[0]?.steps.map(({ type }) => type).sort()).toEqual(["deactivate-key", "deny-user-sessions"]);
  await expect(works(key)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
});

test("alerts about a role and about the bare key of its session at the same moment are one incident", async () => {
  await start();
  const leak = await leakSession(service);
  await works(leak.stolen);
  await service.advance(6 * 60);
  const bare = { accessKeyId: leak.stolen.keys.accessKeyId, reason: "found", reporter: "a scanner" };
  await Promise.all([
    respond(service.deps, leak.event()),
    respond(service.deps, envelope("credential-leak", "Credential Leak", bare)),
  ]);
  const all = await incidents();
  expect(all).toHaveLength(1);
  expect(all[0]?.alerts).toHaveLength(2);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

/** What sessions of a user may do without a second factor too. */
const looks = (who: Clients) => who.ec2.send(new DescribeRegionsCommand({}));

type Actor = { readonly name: string; readonly uid: string; readonly type: string; readonly key: string };

function sequence(actors: readonly Actor[]) {
  const event = guardDutyEvent({ type: "AttackSequence:IAM/CompromisedCredentials" });
  const lastSeen = new Date(service.now()).toISOString();
  const user = ({ name, uid, type, key }: Actor) => ({
    id: `${type}:${uid}`,
    user: { name, uid, type, account: { uid: HOME }, credentialUid: key },
  });
  const detection = {
    sequence: { uid: "1", description: "A sequence.", actors: actors.map(user), resources: [], signals: [] },
  };
  const service_ = { ...event.detail.service, detection, eventLastSeen: lastSeen, eventFirstSeen: lastSeen };
  return { ...event, detail: { ...event.detail, resource: { resourceType: "AttackSequence" }, service: service_ } };
}

test("an attack sequence of ten actors of every kind contains each; one that fails keeps nobody else from it", async () => {
  await start({ fallback: "none" });
  const roles = await Promise.all([1, 2, 3, 4, 5].map((n) => leakSession(service, `role-${n}`)));
  const users = await Promise.all([1, 2].map((n) => createUser(`user-${n}`)));
  const { Credentials } = await (users[1]?.key.sts.send(new GetSessionTokenCommand({})) ?? {});
  const minted = service.as(keysOf(Credentials));
  const full = policy({ Sid: "x".repeat(9_950), Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
  const named = { RoleName: "role-3", PolicyName: "full" };
  await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: full }));
  await service.advance(60);
  await looks(minted);
  const ofRole = ({ roleId, stolen }: (typeof roles)[number], index: number): Actor => ({
    name: `role-${index + 1}`,
    uid: `${roleId}:i-0123456789abcdef0`,
    type: "AssumedRole",
    key: stolen.keys.accessKeyId,
  });
  const ofUser = (name: string, uid: string, who: Clients): Actor => ({
    name,
    uid,
    type: "IAMUser",
    key: who.keys.accessKeyId,
  });
  const [first, second] = users;
  if (!first || !second) throw new Error("The users were not made.");
  const actors = [
    ...roles.map(ofRole),
    ofUser("user-1", first.id, first.key),
    ofUser("user-2", second.id, minted),
    { name: "Root", uid: HOME, type: "Root", key: "AKIAIOSFODNN7EXAMPLE" },
    { name: "ghost", uid: "AROAGHOSTGHOSTGHOST12:x-y", type: "AssumedRole", key: "ASIAIOSFODNN7EXAMPLE" },
    { name: "ci", uid: "AIDAGHOSTGHOSTGHOST12", type: "IAMUser", key: "AKIAI44QH8DHBEXAMPLE" },
  ];
  await service.deliver(sequence(actors));

  const contained = [roles[0], roles[1], roles[3], roles[4]];
  for (const role of contained) await expect(works(role?.stolen ?? service.admin)).rejects.toMatchObject(refused);
  await expect(works(first.key)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  await expect(looks(minted)).rejects.toMatchObject({ name: "UnauthorizedOperation" });
  await works(second.key);
  const statuses = (await incidents()).map(({ status }) => status).sort();
  expect(statuses).toEqual([
    "contained",
    "contained",
    "contained",
    "contained",
    "contained",
    "contained",
    "failed",
    "refused",
    "refused",
    "refused",
  ]);
  const groups = new Set((await incidents()).flatMap(({ alerts }) => alerts.map(({ group }) => group)));
  expect(groups.size).toBe(1);

  await service.admin.iam.send(new DeleteRolePolicyCommand(named));
  await service.advance(120);
  await expect(works(roles[2]?.stolen ?? service.admin)).rejects.toMatchObject(refused);
});

test("a storm of alerts about as many roles is stopped by the breaker, also within one moment", async () => {
  await start({ circuitBreaker: 5 });
  const leaks = await Promise.all(Array.from({ length: 24 }, (_none, n) => leakSession(service, `role-${n}`)));
  await Promise.all(leaks.map((leak) => respond(service.deps, leak.event({ id: leak.roleId }))));
  const statuses = (await incidents()).map(({ status }) => status);
  expect(statuses.filter((status) => status === "contained")).toHaveLength(5);
  expect(statuses.filter((status) => status === "awaiting-approval")).toHaveLength(19);
});

test("an event as long as EventBridge takes is answered like any other", async () => {
  await start();
  const leak = await leakSession(service);
  const event = leak.event();
  const title = "x".repeat(100_000);
  const detail = { ...event.detail, title, description: title, additional: "y".repeat(50_000) };
  await service.deliver({ ...event, detail });
  expect(JSON.stringify(detail).length).toBeGreaterThan(250_000);
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
});

describe("names as long and as odd as IAM takes them, below a path", () => {
  const odd = "Aa0_+=,.@-";
  const longest = `${odd}${"x".repeat(64 - odd.length)}`;

  test("of a role and its session", async () => {
    await start({ scope: "session" });
    const { iam, sts } = service.admin;
    const wish = { RoleName: longest, Path: "/a/very/deep/path/", AssumeRolePolicyDocument: ACCOUNT_TRUST };
    const { Role } = await iam.send(new CreateRoleCommand(wish));
    await iam.send(new PutRolePolicyCommand({ RoleName: longest, PolicyName: "work", PolicyDocument: WORK }));
    const open = async (RoleSessionName: string) =>
      service.as(keysOf((await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName }))).Credentials));
    const [stolen, colleague] = [await open(longest), await open("colleague")];
    await service.advance(60);
    const detail = {
      principal: { type: "role", name: Role?.Arn ?? "", session: longest },
      reason: "seen",
      reporter: "us",
    };
    await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
    await expect(works(stolen)).rejects.toMatchObject(refused);
    await works(colleague);
    await service.advance(120);
    expect(await service.incident()).toMatchObject({ status: "contained", proof: "effective" });
    await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a test" });
    const deny = { RoleName: longest, PolicyName: "AWSRevokeOlderSessions-Sessions" };
    await expect(iam.send(new GetRolePolicyCommand(deny))).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  test("of a user", async () => {
    await start();
    const { id, key } = await createUser(longest, "/teams/red/");
    await service.advance(60);
    const about = { userType: "IAMUser", userName: longest, principalId: id, accessKeyId: key.keys.accessKeyId };
    await service.deliver(guardDutyEvent({ ...about, lastSeen: new Date(service.now()).toISOString() }));
    await expect(works(key)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    expect(await service.incident()).toMatchObject({ principal: { path: "/teams/red/" } });
    await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a test" });
    await works(key);
  });
});
