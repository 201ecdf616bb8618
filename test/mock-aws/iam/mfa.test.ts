import {
  CreateRoleCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetRoleCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { base32, stepAt, totp } from "../../../mock-aws/iam/mfa/totp.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { ACCOUNT, allow, createRole, createUser, roleArn, trust } from "./cast.ts";
import { type Phone, phoneWith } from "./phone.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const SERIAL = `arn:aws:iam::${ACCOUNT}:mfa/phone`;

async function createDevice(): Promise<Phone> {
  const { VirtualMFADevice } = await aws.admin.iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }),
  );
  expect(VirtualMFADevice?.SerialNumber).toBe(SERIAL);
  return phoneWith(aws, Buffer.from(VirtualMFADevice?.Base32StringSeed ?? "").toString("ascii"));
}

async function enable(phone: Phone): Promise<void> {
  const codes = { AuthenticationCode1: phone(), AuthenticationCode2: phone(1) };
  await aws.admin.iam.send(new EnableMFADeviceCommand({ UserName: "ann", SerialNumber: SERIAL, ...codes }));
  await aws.advance(60);
}

test("codes are those of RFC 6238's test vectors", () => {
  const seed = Buffer.from("12345678901234567890");
  const at = (seconds: number) => totp(seed, stepAt(seconds * 1000));
  expect([at(59), at(1111111109), at(1234567890), at(20000000000)]).toEqual(["287082", "081804", "005924", "353130"]);
  expect(base32(Buffer.from("foobar1234"))).toBe("MZXW6YTBOIYTEMZU");
});

test("two codes in a row pair a device with a user; wrong ones do not", async () => {
  await createUser(aws, "ann");
  const phone = await createDevice();
  const wrong = { AuthenticationCode1: phone(1), AuthenticationCode2: phone() };
  await expect(
    aws.admin.iam.send(new EnableMFADeviceCommand({ UserName: "ann", SerialNumber: SERIAL, ...wrong })),
  ).rejects.toMatchObject({
    name: "InvalidAuthenticationCodeException",
    $metadata: { httpStatusCode: 403 },
  });
  await enable(phone);
  const { MFADevices } = await aws.admin.iam.send(new ListMFADevicesCommand({ UserName: "ann" }));
  expect(MFADevices).toMatchObject([{ UserName: "ann", SerialNumber: SERIAL }]);
  const assigned = await aws.admin.iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: "Assigned" }));
  expect(assigned.VirtualMFADevices).toMatchObject([{ SerialNumber: SERIAL, User: { UserName: "ann" } }]);
});

test("a device is deleted after it is deactivated", async () => {
  await createUser(aws, "ann");
  await enable(await createDevice());
  const remove = () => aws.admin.iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: SERIAL }));
  await expect(remove()).rejects.toMatchObject({ name: "DeleteConflictException" });
  await aws.admin.iam.send(new DeactivateMFADeviceCommand({ UserName: "ann", SerialNumber: SERIAL }));
  await remove();
});

describe("with a device, ann", () => {
  const look = new GetRoleCommand({ RoleName: "app" });
  let ann: Awaited<ReturnType<typeof createUser>>;
  let phone: Phone;
  beforeEach(async () => {
    ann = await createUser(aws, "ann", allow(["iam:GetRole", "sts:AssumeRole"]));
    phone = await createDevice();
    await enable(phone);
    await createRole(aws, "app");
  });

  const token = (TokenCode?: string) =>
    ann.sts.send(new GetSessionTokenCommand(TokenCode === undefined ? {} : { SerialNumber: SERIAL, TokenCode }));

  test("reaches IAM with a session token that was given for a code, and not with another", async () => {
    const plain = aws.as(keysOf((await token()).Credentials));
    await expect(plain.iam.send(look)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    const strong = aws.as(keysOf((await token(phone())).Credentials));
    await strong.iam.send(look);
  });

  test("cannot use a code twice, nor an old one, nor another's device", async () => {
    const code = phone();
    await token(code);
    const invalid = {
      name: "AccessDenied",
      message: "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
    };
    await expect(token(code)).rejects.toMatchObject(invalid);
    const old = phone(3);
    await aws.advance(300);
    await expect(token(old)).rejects.toMatchObject(invalid);
    const bob = await createUser(aws, "bob");
    const stolen = new GetSessionTokenCommand({ SerialNumber: SERIAL, TokenCode: phone() });
    await expect(bob.sts.send(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("assumes a role that asks for a second factor, by a code or by a session that proved one, while it is fresh", async () => {
    const Condition = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
    };
    const AssumeRolePolicyDocument = policy(trust({ AWS: ACCOUNT }, { Condition }));
    await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "guarded", AssumeRolePolicyDocument }));
    const assume = { RoleArn: roleArn("guarded"), RoleSessionName: "ann" };
    await expect(ann.sts.send(new AssumeRoleCommand(assume))).rejects.toMatchObject({ name: "AccessDenied" });
    await ann.sts.send(new AssumeRoleCommand({ ...assume, SerialNumber: SERIAL, TokenCode: phone() }));
    await aws.advance(60);
    const strong = aws.as(keysOf((await token(phone())).Credentials));
    await strong.sts.send(new AssumeRoleCommand(assume));
    await aws.advance(3600);
    await expect(strong.sts.send(new AssumeRoleCommand(assume))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("is not told apart by a second factor once inside the role", async () => {
    const PolicyDocument = policy(trust({ AWS: ACCOUNT }));
    await createRole(aws, "plain", {
      trusts: PolicyDocument,
      may: [{ ...allow("iam:GetRole"), Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
    });
    const { Credentials } = await ann.sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn("plain"),
        RoleSessionName: "ann",
        SerialNumber: SERIAL,
        TokenCode: phone(),
      }),
    );
    await expect(aws.as(keysOf(Credentials)).iam.send(look)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});
