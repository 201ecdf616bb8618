import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  DeleteVirtualMFADeviceCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
  ListUsersCommand,
  ListVirtualMFADevicesCommand,
  UploadSigningCertificateCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plantRootMfaDevice } from "../../../mock-aws/plant.ts";
import type { Clients } from "../../support/local-aws.ts";
import { certificate } from "./certificates.ts";
import { type RootCast, startWithRoots, type Task } from "./root-cast.ts";

let cast: RootCast;
beforeEach(async () => {
  cast = await startWithRoots();
});
afterEach(() => cast.aws.close());

const DENIED = { name: "AccessDenied", message: expect.stringContaining("with an explicit deny in an identity-based") };

const TASKS: readonly Task[] = ["Audit", "Password", "Delete"];

const keyIds = async (who: Clients) =>
  (await who.iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId);

describe("a session to audit root's credentials", () => {
  test("sees password, keys and when they were used, devices and certificates", async () => {
    const { aws, account } = cast;
    const root = cast.root();
    await aws.advance(60);
    await root.sts.send(new GetCallerIdentityCommand({}));
    const { arn } = plantRootMfaDevice(aws.aws.world(), account);
    const { Certificate } = await root.iam.send(
      new UploadSigningCertificateCommand({ CertificateBody: certificate() }),
    );

    const { iam } = await cast.session("Audit");
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({}));
    expect(LoginProfile).toEqual({ CreateDate: expect.any(Date), PasswordResetRequired: false });
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({}));
    const AccessKeyId = root.keys.accessKeyId;
    expect(AccessKeyMetadata).toEqual([{ AccessKeyId, Status: "Active", CreateDate: expect.any(Date) }]);
    const used = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(used.UserName).toBeUndefined();
    expect(used.AccessKeyLastUsed).toMatchObject({ ServiceName: "iam", Region: "us-east-1" });
    const { MFADevices } = await iam.send(new ListMFADevicesCommand({}));
    expect(MFADevices).toEqual([{ SerialNumber: arn, EnableDate: expect.any(Date) }]);
    const { Certificates } = await iam.send(new ListSigningCertificatesCommand({}));
    expect(Certificates).toMatchObject([{ CertificateId: Certificate?.CertificateId, Status: "Active" }]);
    const { User } = await iam.send(new GetUserCommand({}));
    expect(User).toEqual({ UserId: account, Arn: `arn:aws:iam::${account}:root`, CreateDate: expect.any(Date) });
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      AccountAccessKeysPresent: 1,
      AccountMFAEnabled: 1,
      AccountPasswordPresent: 1,
      AccountSigningCertificatesPresent: 1,
      Users: 0,
    });
  });

  test("changes nothing, and sees nothing of users", async () => {
    const root = cast.root();
    await root.iam.send(new CreateUserCommand({ UserName: "ann" }));
    const { iam } = await cast.session("Audit");
    await expect(iam.send(new DeleteLoginProfileCommand({}))).rejects.toMatchObject(DENIED);
    await expect(iam.send(new ListAccessKeysCommand({ UserName: "ann" }))).rejects.toMatchObject(DENIED);
    await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject(DENIED);
    expect(await keyIds(root)).toEqual([root.keys.accessKeyId]);
  });
});

describe("a session to delete root's credentials", () => {
  test("takes the key from whoever stole it, the password, the device and the certificate", async () => {
    const { aws, account } = cast;
    const thief = cast.root();
    const { arn: SerialNumber } = plantRootMfaDevice(aws.aws.world(), account);
    const { Certificate } = await thief.iam.send(
      new UploadSigningCertificateCommand({ CertificateBody: certificate() }),
    );
    const CertificateId = Certificate?.CertificateId;

    const { iam } = await cast.session("Delete");
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId: thief.keys.accessKeyId }));
    await iam.send(new DeleteLoginProfileCommand({}));
    await iam.send(new DeactivateMFADeviceCommand({ SerialNumber }));
    await iam.send(new DeleteSigningCertificateCommand({ CertificateId }));

    await expect(thief.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    expect((await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toEqual([]);
    expect((await iam.send(new ListMFADevicesCommand({}))).MFADevices).toEqual([]);
    expect((await iam.send(new ListSigningCertificatesCommand({}))).Certificates).toEqual([]);
    await expect(iam.send(new GetLoginProfileCommand({}))).rejects.toMatchObject({
      name: "NoSuchEntityException",
      message: "Login Profile for User null cannot be found.",
    });
  });

  test("touches nobody but root", async () => {
    const root = cast.root();
    await root.iam.send(new CreateUserCommand({ UserName: "ann" }));
    const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    const { iam } = await cast.session("Delete");
    const wish = { UserName: "ann", AccessKeyId: AccessKey?.AccessKeyId };
    await expect(iam.send(new DeleteAccessKeyCommand(wish))).rejects.toMatchObject(DENIED);
    const SerialNumber = `arn:aws:iam::${cast.account}:mfa/phone`;
    await expect(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))).rejects.toMatchObject(DENIED);
  });

  test("finds no key that a user of the account holds under root's", async () => {
    const root = cast.root();
    await root.iam.send(new CreateUserCommand({ UserName: "ann" }));
    const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: "ann" }));
    const { iam } = await cast.session("Delete");
    const wish = new DeleteAccessKeyCommand({ AccessKeyId: AccessKey?.AccessKeyId });
    await expect(iam.send(wish)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});

describe("a session to create root's password", () => {
  beforeEach(async () => {
    await (await cast.session("Delete")).iam.send(new DeleteLoginProfileCommand({}));
  });

  test("lets the owner choose one by mail, once, and names none itself", async () => {
    const { iam } = await cast.session("Password");
    await expect(iam.send(new CreateLoginProfileCommand({ Password: "Secret-word-1" }))).rejects.toMatchObject({
      name: "ValidationError",
    });
    const { LoginProfile } = await iam.send(new CreateLoginProfileCommand({}));
    expect(LoginProfile).toEqual({ CreateDate: expect.any(Date), PasswordResetRequired: false });
    await expect(iam.send(new CreateLoginProfileCommand({}))).rejects.toMatchObject({
      name: "EntityAlreadyExistsException",
      message: `Login Profile for account ${cast.account} already exists.`,
    });
    await expect(iam.send(new ListAccessKeysCommand({}))).rejects.toMatchObject(DENIED);
  });
});

test.each(TASKS)("a session for the task %s makes no key, and sees no devices of others", async (task) => {
  const session = await cast.session(task);
  await expect(session.iam.send(new CreateAccessKeyCommand({}))).rejects.toMatchObject(DENIED);
  await expect(session.iam.send(new ListVirtualMFADevicesCommand({}))).rejects.toMatchObject(DENIED);
});

test("accounts that are created under central management have no password for root", async () => {
  const { iam } = await cast.session("Audit", await cast.createAccount("later"));
  await expect(iam.send(new GetLoginProfileCommand({}))).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

test("root's own key manages its password and devices only under the name of a user", async () => {
  const { iam } = cast.root();
  const message = "Must specify userName when calling with non-User credentials";
  await expect(iam.send(new GetLoginProfileCommand({}))).rejects.toMatchObject({ name: "ValidationError", message });
  await iam.send(new CreateUserCommand({ UserName: "ann" }));
  await expect(iam.send(new CreateLoginProfileCommand({ UserName: "ann" }))).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("Value null at 'password'"),
  });
  await iam.send(new CreateLoginProfileCommand({ UserName: "ann", Password: "Secret-word-1" }));
});
