import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accountHint } from "../../../lambda/identify/key-account.ts";
import { find } from "../../../mock-aws/iam/state.ts";
import { accessKeyId as newKeyId } from "../../../mock-aws/ids.ts";
import { giveKeyId, plantRootKey } from "../../../mock-aws/plant.ts";
import type { Clients } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { alertAbout, BARE_KEY, HOME, type Scene, startScene } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await startScene();
});
afterEach(() => scene.close());

async function createKey({ iam }: Clients, UserName: string) {
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

/** As if AWS had issued the key under another id. */
function giveUserKeyId(account: string, user: string, issued: string, id: string): void {
  const world = scene.aws.world();
  giveKeyId(world, issued, id);
  Object.assign(find(world, account, "users", user), { accessKeyIds: [id] });
}

const about = (accessKeyId: string, more = {}) => alertAbout(BARE_KEY, scene.now(), { accessKeyId, ...more });

describe("a bare key id is enough", () => {
  test("it leads to the user whose key it is", async () => {
    const { accessKeyId } = await createKey(scene.admin, "deploy");
    expect(await scene.identify(about(accessKeyId))).toMatchObject({
      outcome: "named",
      alert: { accessKeyId, account: HOME, principal: { kind: "user", name: "deploy" } },
    });
  });

  test("also in a member account, which the alert does not name", async () => {
    const payments = await scene.createAccount("payments");
    const { accessKeyId } = await createKey(payments, "batch");
    const found = await scene.identify(about(accessKeyId), [payments.account]);
    expect(found).toMatchObject({
      outcome: "named",
      alert: { account: payments.account, principal: { kind: "user", name: "batch" } },
    });
  });

  test("also where AWS does not say in which account it is: then the id itself hints at it", async () => {
    const payments = await scene.createAccount("payments");
    const { accessKeyId } = await createKey(payments, "batch");
    await scene.forbid("sts:GetAccessKeyInfo");
    const before = scene.calls("GetAccessKeyLastUsed");
    const found = await scene.identify(about(accessKeyId), [payments.account]);
    expect(found).toMatchObject({ outcome: "named", alert: { account: payments.account } });
    expect(scene.calls("GetAccessKeyLastUsed") - before).toBe(1);
  });

  test.each([
    ["an old id, which hints at nothing", () => "AKIA1111111111111111"],
    ["an id that hints at the wrong account", (wrong: string) => newKeyId(() => 0.5, "AKIA", wrong)],
  ])("also %s, and AWS does not say: every account that is served is asked", async (_, idFor) => {
    const [payments, research] = [await scene.createAccount("payments"), await scene.createAccount("research")];
    const { accessKeyId } = await createKey(research, "notebook");
    const id = idFor(payments.account);
    giveUserKeyId(research.account, "notebook", accessKeyId, id);
    await scene.forbid("sts:GetAccessKeyInfo");
    const found = await scene.identify(about(id), [payments.account, research.account]);
    expect(found).toMatchObject({
      outcome: "named",
      alert: { account: research.account, principal: { kind: "user", name: "notebook" } },
    });
  });

  test("a root user's key leads to root", async () => {
    const payments = await scene.createAccount("payments");
    const { accessKeyId } = plantRootKey(scene.aws.world(), payments.account);
    const found = await scene.identify(about(accessKeyId), [payments.account]);
    expect(found).toMatchObject({
      outcome: "named",
      alert: { account: payments.account, principal: { kind: "root" } },
    });
  });

  test("AWS's word for the account counts more than the alert's, and a person is told", async () => {
    const payments = await scene.createAccount("payments");
    const { accessKeyId } = await createKey(scene.admin, "deploy");
    const found = await scene.identify(about(accessKeyId, { account: payments.account }), [payments.account]);
    expect(found).toMatchObject({ outcome: "named", alert: { account: HOME } });
    expect("note" in found && found.note).toContain(`AWS says that ${accessKeyId} belongs to ${HOME}`);
  });
});

describe("a key that nobody here has is refused with the reason", () => {
  test("a key of an account that is not served is refused by name of the account", async () => {
    const stranger = otherAccount(scene);
    const found = await scene.identify(about(stranger.keys.accessKeyId));
    expect(found).toMatchObject({ outcome: "nobody" });
    expect("because" in found && found.because).toContain(
      `The key ${stranger.keys.accessKeyId} belongs to the account ${OTHER_ACCOUNT}, which this responder does not serve.`,
    );
    expect(scene.calls("GetAccessKeyLastUsed")).toBe(0);
  });

  test("a key that never existed", async () => {
    const id = newKeyId(() => 0.25, "AKIA", HOME);
    const found = await scene.identify(about(id));
    expect(found).toEqual({
      outcome: "nobody",
      because: `The account ${HOME} has no key ${id}: it is deleted, or never existed.`,
    });
  });

  test("a key that IAM says is a user's, and that is not on the user's list", async () => {
    const { accessKeyId } = await createKey(scene.admin, "deploy");
    Object.assign(find(scene.aws.world(), HOME, "users", "deploy"), { accessKeyIds: [] });
    expect(await scene.identify(about(accessKeyId))).toMatchObject({ outcome: "nobody" });
  });

  test("but a key that an intruder has deleted after use leads to its user: what it has minted lives", async () => {
    const key = await createKey(scene.admin, "deploy");
    const PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await scene.admin.iam.send(new AttachUserPolicyCommand({ UserName: "deploy", PolicyArn }));
    await scene.as(key).sts.send(new GetSessionTokenCommand({}));
    await scene.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "deploy", AccessKeyId: key.accessKeyId }));
    await scene.advance(600);
    const found = await scene.identify(about(key.accessKeyId));
    expect(found).toMatchObject({
      outcome: "named",
      alert: { principal: { kind: "user", name: "deploy", id: expect.stringMatching(/^AIDA/) } },
      note: expect.stringContaining("is deleted"),
    });
  });

  test.each(["", "null", "AKIA", "AIDAIOSFODNN7EXAMPLE", "AKIA/../../root", `AKIA${"A".repeat(200)}`])(
    "what is no key id is not asked for: %j",
    async (accessKeyId) => {
      const found = await scene.identify(about(accessKeyId));
      expect(found).toMatchObject({ outcome: "nobody" });
      expect("because" in found && found.because).toContain("is no access key id");
      expect("because" in found && found.because.length).toBeLessThan(300);
    },
  );

  test("an alert that names nothing at all", async () => {
    expect(await scene.identify(alertAbout(BARE_KEY, scene.now()))).toMatchObject({ outcome: "nobody" });
  });
});

describe("an account that cannot be asked", () => {
  test("is named with its role and the way out, and asked again until a day has passed", async () => {
    const payments = await scene.createAccount("payments", { memberRole: false });
    const { accessKeyId } = await createKey(payments, "batch");
    const alert = about(accessKeyId);
    const found = await scene.identify(alert, [payments.account]);
    expect(found).toMatchObject({ outcome: "later" });
    expect("because" in found && found.because).toContain(`arn:aws:iam::${payments.account}:role/security/member`);
    expect("because" in found && found.because).toContain(`Deploy the role in ${payments.account}`);
    await scene.advance(25 * 3600);
    const afterADay = await scene.identify(alert, [payments.account]);
    expect(afterADay).toMatchObject({ outcome: "nobody" });
    expect("because" in afterADay && afterADay.because).toContain("What could not be asked");
  });

  test("an old alert that was heard of just now is asked again all the same", async () => {
    const payments = await scene.createAccount("payments", { memberRole: false });
    const { accessKeyId } = await createKey(payments, "batch");
    const old = about(accessKeyId, { lastSeen: "2026-01-01T00:00:00Z" });
    const since = new Date(scene.now()).toISOString();
    expect(await scene.identify(old, [payments.account], since)).toMatchObject({ outcome: "later" });
    expect(await scene.identify(old, [payments.account])).toMatchObject({ outcome: "nobody" });
  });
});

describe("the account in a key id", () => {
  test("is read as those who found it out have published", () => {
    expect(accountHint("ASIAQNZGKIQY56JQ7WML")).toBe("029608264753");
    expect(accountHint("AKIAIOSFODNN7EXAMPLE")).not.toBe(HOME); // An old id: nonsense, and so no proof.
    expect(accountHint("AKIA1111111111111111")).toBeUndefined();
  });

  test("is found again in every id that holds one", () => {
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(digits, fc.double({ min: 0, max: 0.999, noNaN: true }), (account, random) => {
        expect(accountHint(newKeyId(() => random, "ASIA", account))).toBe(account);
      }),
    );
  });
});
