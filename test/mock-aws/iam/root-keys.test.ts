import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stepAt, totp } from "../../../mock-aws/iam/mfa/totp.ts";
import { plantRootKey, plantRootMfaDevice } from "../../../mock-aws/plant.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { trailOf } from "../sts/federation/cast.ts";
import { ACCOUNT, deny } from "./cast.ts";
import { type RootCast, startWithRoots } from "./root-cast.ts";

let cast: RootCast;
let root: Clients;
beforeEach(async () => {
  cast = await startWithRoots();
  root = cast.root();
});
afterEach(() => cast.aws.close());

const WHO = new GetCallerIdentityCommand({});
const WORK = new ListUsersCommand({});

const newKeys = async (who: Clients) => {
  const { AccessKey } = await who.iam.send(new CreateAccessKeyCommand({}));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
};

describe("a key of root", () => {
  test("speaks for the account, with every permission in it", async () => {
    const { account } = cast;
    expect(await root.sts.send(WHO)).toMatchObject({
      Account: account,
      UserId: account,
      Arn: `arn:aws:iam::${account}:root`,
    });
    await root.iam.send(WORK);
  });

  test("is limited by service control policies in a member account, and by nothing in the management account", async () => {
    const management = cast.root(ACCOUNT);
    await cast.enable("SERVICE_CONTROL_POLICY");
    await cast.attach(await cast.createPolicy("no-iam", policy(deny("iam:*"))), cast.rootId);
    await expect(root.iam.send(WORK)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
    await management.iam.send(WORK);
  });

  test("assumes no role", async () => {
    const RoleArn = `arn:aws:iam::${cast.account}:role/OrganizationAccountAccessRole`;
    await expect(root.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "root" }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: "Roles may not be assumed by root accounts.",
    });
  });

  test("is Root on the trail, and so is what a session token of it does", async () => {
    await root.iam.send(WORK);
    const { Credentials } = await root.sts.send(new GetSessionTokenCommand({}));
    const session = cast.aws.as(keysOf(Credentials));
    await session.sts.send(WHO);
    const identity = { type: "Root", principalId: cast.account, arn: `arn:aws:iam::${cast.account}:root` };
    const [listed] = await trailOf(cast.aws, "ListUsers");
    expect(listed?.["userIdentity"]).toEqual({
      ...identity,
      accountId: cast.account,
      accessKeyId: root.keys.accessKeyId,
    });
    const [asked] = await trailOf(cast.aws, "GetCallerIdentity");
    expect(asked?.["userIdentity"]).toMatchObject({ ...identity, accessKeyId: session.keys.accessKeyId });
  });

  test("makes another for root, two at most, switches it off and deletes it", async () => {
    const keys = await newKeys(root);
    await expect(newKeys(root)).rejects.toMatchObject({ name: "LimitExceededException" });
    const second = cast.aws.as(keys);
    await second.iam.send(WORK);
    const AccessKeyId = keys.accessKeyId;
    await root.iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: "Inactive" }));
    await expect(second.iam.send(WORK)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await root.iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
    const { AccessKeyMetadata } = await root.iam.send(new ListAccessKeysCommand({}));
    expect(AccessKeyMetadata?.map((key) => key.AccessKeyId)).toEqual([root.keys.accessKeyId]);
  });

  test("is no key of another account's root", async () => {
    const other = cast.root(ACCOUNT);
    const wish = new DeleteAccessKeyCommand({ AccessKeyId: root.keys.accessKeyId });
    await expect(other.iam.send(wish)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await root.iam.send(WORK);
  });

  test("needs a permission on root to be asked about: on a user's is not enough", async () => {
    await root.iam.send(new CreateUserCommand({ UserName: "ann" }));
    const Resource = `arn:aws:iam::${cast.account}:user/*`;
    const PolicyDocument = policy({ Effect: "Allow", Action: "iam:GetAccessKeyLastUsed", Resource });
    await root.iam.send(new PutUserPolicyCommand({ UserName: "ann", PolicyName: "look", PolicyDocument }));
    const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    const accessKeyId = AccessKey?.AccessKeyId ?? "";
    const ann = cast.aws.as({ accessKeyId, secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
    await ann.iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }));
    const asked = new GetAccessKeyLastUsedCommand({ AccessKeyId: root.keys.accessKeyId });
    await expect(ann.iam.send(asked)).rejects.toMatchObject({
      message: expect.stringContaining(`iam:GetAccessKeyLastUsed on resource: arn:aws:iam::${cast.account}:root`),
    });
  });
});

describe("a session token of root", () => {
  test("lasts an hour at most, however long it was asked for", async () => {
    const { Credentials } = await root.sts.send(new GetSessionTokenCommand({ DurationSeconds: 43_200 }));
    expect(Credentials?.Expiration?.getTime()).toBe(cast.aws.now() + 3_600_000);
    const session = cast.aws.as(keysOf(Credentials));
    await cast.aws.advance(3599);
    await session.sts.send(WHO);
    await cast.aws.advance(1);
    await expect(session.sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("outlives the key that asked for it", async () => {
    const { Credentials } = await root.sts.send(new GetSessionTokenCommand({}));
    const second = cast.aws.as(await newKeys(root));
    await second.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: root.keys.accessKeyId }));
    await cast.aws.as(keysOf(Credentials)).sts.send(WHO);
  });

  test("opens IAM with root's second factor, and not without", async () => {
    const { arn: SerialNumber, seed } = plantRootMfaDevice(cast.aws.aws.world(), cast.account);
    const open = async (wish: object) =>
      cast.aws.as(keysOf((await root.sts.send(new GetSessionTokenCommand(wish))).Credentials));
    await expect((await open({})).iam.send(WORK)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    const TokenCode = totp(seed, stepAt(cast.aws.now()));
    await (await open({ SerialNumber, TokenCode })).iam.send(WORK);
    await expect(open({ SerialNumber, TokenCode })).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

test("root's device is shown as root's among the virtual devices, until it is deactivated", async () => {
  const { arn: SerialNumber } = plantRootMfaDevice(cast.aws.aws.world(), cast.account);
  const list = async () => (await root.iam.send(new ListVirtualMFADevicesCommand({}))).VirtualMFADevices;
  expect(await list()).toEqual([
    {
      SerialNumber,
      EnableDate: expect.any(Date),
      User: {
        UserId: cast.account,
        Arn: `arn:aws:iam::${cast.account}:root`,
        CreateDate: expect.any(Date),
      },
    },
  ]);
  await (await cast.session("Delete")).iam.send(new DeactivateMFADeviceCommand({ SerialNumber }));
  expect(await list()).toEqual([{ SerialNumber }]);
});

describe("POST /_mock/root-key", () => {
  const ask = async (body: unknown) => {
    const init = { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${cast.aws.endpoint}/_mock/root-key`, init);
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, string>> };
  };

  test("makes what root makes in the console", async () => {
    const { body } = await ask({ account: ACCOUNT });
    const { accessKeyId = "", secretAccessKey = "" } = body;
    const { Arn } = await cast.aws.as({ accessKeyId, secretAccessKey }).sts.send(WHO);
    expect(Arn).toBe(`arn:aws:iam::${ACCOUNT}:root`);
  });

  test("says what is wrong with what it is asked", async () => {
    expect(await ask({})).toMatchObject({ status: 400 });
    expect((await ask({ account: "999999999999" })).body["error"]).toContain(ACCOUNT);
    plantRootKey(cast.aws.aws.world(), cast.account);
    expect(await ask({ account: cast.account })).toMatchObject({ status: 409 });
  });
});
