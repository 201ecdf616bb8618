import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand } from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accessKeyId as newKeyId } from "../../../mock-aws/ids.ts";
import { giveKeyId, plantRootKey } from "../../../mock-aws/plant.ts";
import type { Clients, Keys } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { keysOf } from "../../support/session.ts";
import { alertAbout, BARE_KEY, HOME, makeRole, type Scene, startScene } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

const about = ({ accessKeyId }: Pick<Keys, "accessKeyId">, more = {}) =>
  alertAbout(BARE_KEY, scene.now(), { accessKeyId, ...more });

/** A session of a role in the home account that may do nothing but say who it is. */
async function stealSession(name = "app", session = "worker-7", by = scene.admin): Promise<Keys> {
  await makeRole(scene.admin.iam, name, { path: "/teams/", trust: { AWS: HOME }, statements: [] });
  const RoleArn = `arn:aws:iam::${HOME}:role/teams/${name}`;
  return keysOf((await by.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: session }))).Credentials);
}

async function createUser({ iam }: Clients, UserName: string): Promise<Clients> {
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return scene.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

const whoAmI = (keys: Keys, region?: string) => scene.as(keys, region).sts.send(new GetCallerIdentityCommand({}));

describe("a bare key id of a session is enough", () => {
  test("one that was used leads to the role, its session and when it was issued", async () => {
    const issuedAt = new Date(scene.now()).toISOString();
    const stolen = await stealSession();
    await scene.advance(30);
    await whoAmI(stolen);
    await scene.advance(600);
    const { Arn } = await whoAmI(stolen);
    expect(Arn).toContain("assumed-role/app/worker-7");
    const found = await scene.identify(about(stolen));
    expect(found).toMatchObject({
      outcome: "named",
      alert: { account: HOME, issuedAt, principal: { kind: "role", name: "app", session: "worker-7" } },
    });
    expect(found).toHaveProperty("alert.principal.id", expect.stringMatching(/^AROA/));
  });

  test("one that nobody has used yet is known by the call that gave it out", async () => {
    const stolen = await stealSession();
    await scene.advance(600);
    expect(await scene.identify(about(stolen))).toMatchObject({
      outcome: "named",
      alert: { account: HOME, principal: { kind: "role", name: "app", session: "worker-7" } },
    });
  });

  test("one that was only used in a far Region", async () => {
    const stolen = await stealSession();
    await whoAmI(stolen, "eu-central-1");
    await scene.advance(600);
    expect(await scene.identify(about(stolen))).toMatchObject({
      outcome: "named",
      alert: { principal: { name: "app" } },
    });
  });

  test("one of a member account that a colleague has opened from outside", async () => {
    const payments = await scene.createAccount("payments");
    await makeRole(payments.iam, "ledger", { trust: { AWS: HOME }, statements: [] });
    const RoleArn = `arn:aws:iam::${payments.account}:role/ledger`;
    const { Credentials } = await scene.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "visitor" }));
    await scene.advance(600);
    expect(await scene.identify(about(keysOf(Credentials)), [payments.account])).toMatchObject({
      outcome: "named",
      alert: { account: payments.account, principal: { kind: "role", name: "ledger", session: "visitor" } },
    });
  });

  test.each([
    ["used", true],
    ["unused", false],
  ])("a token of GetSessionToken is its user's: %s", async (_, isUsed) => {
    const user = await createUser(scene.admin, "deploy");
    const token = keysOf((await user.sts.send(new GetSessionTokenCommand({}))).Credentials);
    if (isUsed) await whoAmI(token);
    await scene.advance(600);
    const found = await scene.identify(about(token));
    expect(found).toMatchObject({ outcome: "named", alert: { principal: { kind: "user", name: "deploy" } } });
    expect(found).toHaveProperty("alert.principal.id", expect.stringMatching(/^AIDA/));
  });

  test.each([
    ["used", true],
    ["unused", false],
  ])("a token of GetFederationToken leads to the user who asked for it: %s", async (_, isUsed) => {
    const user = await createUser(scene.admin, "portal");
    const token = keysOf((await user.sts.send(new GetFederationTokenCommand({ Name: "guest" }))).Credentials);
    if (isUsed) await whoAmI(token);
    await scene.advance(600);
    expect(await scene.identify(about(token))).toMatchObject({
      outcome: "named",
      alert: { principal: { kind: "federated-user", name: "guest", issuer: "portal" } },
    });
  });

  test("a token that root has asked for is root's", async () => {
    const payments = await scene.createAccount("payments");
    const root = scene.as(plantRootKey(scene.aws.world(), payments.account));
    const token = keysOf((await root.sts.send(new GetSessionTokenCommand({}))).Credentials);
    await scene.advance(600);
    expect(await scene.identify(about(token), [payments.account])).toMatchObject({
      outcome: "named",
      alert: { account: payments.account, principal: { kind: "root" } },
    });
  });
});

describe("a key that CloudTrail does not know", () => {
  test("is looked for again while the trail may be late, and found then", async () => {
    const stolen = await stealSession();
    const alert = about(stolen);
    const tooEarly = await scene.identify(alert);
    expect(tooEarly).toMatchObject({ outcome: "later" });
    await scene.advance(600);
    expect(await scene.identify(alert)).toMatchObject({ outcome: "named" });
  });

  test("is given up after half an hour of silence", async () => {
    const unknown = about({ accessKeyId: newKeyId(() => 0.25, "ASIA", HOME) });
    await scene.advance(29 * 60);
    expect(await scene.identify(unknown)).toMatchObject({ outcome: "later" });
    await scene.advance(2 * 60);
    const found = await scene.identify(unknown);
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain(`CloudTrail in ${HOME} does not know the key`);
  });

  test("and whose alert lies years ahead, as only a forger would write it, is not looked for forever", async () => {
    const accessKeyId = newKeyId(() => 0.25, "ASIA", HOME);
    const forged = alertAbout(BARE_KEY, scene.now(), { accessKeyId, lastSeen: "2099-01-01T00:00:00Z" });
    expect(await scene.identify(forged)).toMatchObject({ outcome: "nobody" });
  });

  test("in a trail that may not be read: the gap is told, and it is asked again for a day", async () => {
    const stolen = await stealSession();
    const alert = about(stolen);
    await scene.advance(3600);
    await scene.forbid("cloudtrail:LookupEvents");
    const found = await scene.identify(alert);
    expect(found).toMatchObject({ outcome: "later" });
    expect("because" in found && found.because).toContain(
      "CloudTrail in ap-northeast-1 could not be read: AccessDenied",
    );
    await scene.advance(24 * 3600);
    expect(await scene.identify(alert)).toMatchObject({ outcome: "nobody" });
  });

  test("and belongs to a stranger's account: no trail is read for it", async () => {
    otherAccount(scene);
    const found = await scene.identify(about({ accessKeyId: newKeyId(() => 0.25, "ASIA", OTHER_ACCOUNT) }));
    expect(found).toMatchObject({ outcome: "nobody" });
    expect(scene.calls("LookupEvents")).toBe(0);
  });
});

describe("what may mislead the search", () => {
  test("an intruder who names a session like the stolen key does not turn it to another role", async () => {
    const stolen = await stealSession();
    await scene.advance(60);
    await stealSession("victim", stolen.accessKeyId);
    await scene.advance(600);
    expect(await scene.identify(about(stolen))).toMatchObject({
      outcome: "named",
      alert: { principal: { kind: "role", name: "app", session: "worker-7" } },
    });
  });

  test("an intruder's refused calls about the key say nothing", async () => {
    const stolen = newKeyId(() => 0.25, "ASIA", HOME);
    const thief = await stealSession();
    const RoleArn = `arn:aws:iam::${HOME}:role/responder`;
    const trial = new AssumeRoleCommand({ RoleArn, RoleSessionName: stolen });
    await expect(scene.as(thief).sts.send(trial)).rejects.toMatchObject({ name: "AccessDenied" });
    await scene.advance(3600);
    const alert = alertAbout(BARE_KEY, scene.now() - 3600_000, { accessKeyId: stolen });
    expect(await scene.identify(alert)).toMatchObject({ outcome: "nobody" });
  });

  describe("a key id that AWS has given out twice", () => {
    test("means the session that was issued when the alert says", async () => {
      const { stolen, issuedAt } = await issueTwice();
      const found = await scene.identify(about(stolen, { issuedAt }));
      expect(found).toMatchObject({ outcome: "named", alert: { principal: { name: "app" } } });
      expect("note" in found && found.note).toContain(`${HOME}/role/app/worker-7, since its issue time matches`);
    });

    test("means the one seen last where the alert does not say, and a person is told of the other", async () => {
      const { stolen } = await issueTwice();
      const found = await scene.identify(about(stolen));
      expect(found).toMatchObject({ outcome: "named", alert: { principal: { name: "later" } } });
      expect("note" in found && found.note).toContain(`Others: ${HOME}/role/app/worker-7`);
    });
  });
});

/** The key of a session, and the same id for a session of another role a month later. */
async function issueTwice() {
  const issuedAt = new Date(scene.now()).toISOString();
  const stolen = await stealSession();
  await whoAmI(stolen);
  await scene.advance(30 * 24 * 3600);
  const second = await stealSession("later", "worker-8");
  scene.aws.world().credentials.delete(stolen.accessKeyId);
  giveKeyId(scene.aws.world(), second.accessKeyId, stolen.accessKeyId);
  await whoAmI({ ...second, accessKeyId: stolen.accessKeyId });
  await scene.advance(600);
  return { stolen, issuedAt };
}
