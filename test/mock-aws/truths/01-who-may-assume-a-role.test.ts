// A role has a trust policy, which says who may assume it, and permissions policies, which say what may then be done.
import {
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createInstanceRole, imdsOf, runInstance } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { OTHER_ACCOUNT, otherAccount } from "../../support/other-account.ts";
import { policy } from "../../support/session.ts";
import {
  ACCOUNT,
  allow,
  assume,
  createRole,
  createUser,
  roleArn,
  TRUSTS_ACCOUNT,
  trust,
  userArn,
} from "../iam/cast.ts";
import { phoneWith } from "../iam/phone.ts";
import { organizationOf } from "./organization.ts";
import { DENIED, MAY_WORK, REFUSED, userOf, WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const MAY_ASSUME = allow("sts:AssumeRole", roleArn("app"));
const refuse = (principal: object) => ({ Effect: "Deny", Principal: principal, Action: "sts:AssumeRole" });

describe("both policies are evaluated", () => {
  test("who is trusted gets a session, and the session may do what the permissions policy says and no more", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const session = aws.as(await assume(aws.admin, "app"));
    await session.ec2.send(WORK);
    await expect(session.iam.send(new GetRoleCommand({ RoleName: "app" }))).rejects.toMatchObject(DENIED);
  });

  test("trust gives no permission: a role without a permissions policy can be assumed and may do nothing", async () => {
    await createRole(aws, "app");
    await expect(aws.as(await assume(aws.admin, "app")).ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  });

  test("the permissions of who assumes a role are not the session's, and the role's are not the user's", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const ann = await createUser(aws, "ann", MAY_ASSUME, allow("iam:GetRole"));
    const session = aws.as(await assume(ann, "app"));
    await expect(ann.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
    await expect(session.iam.send(new GetRoleCommand({ RoleName: "app" }))).rejects.toMatchObject(DENIED);
  });
});

describe("trust in the account leaves it to the callers' own policies", () => {
  test.each([
    ["the account's root", `arn:aws:iam::${ACCOUNT}:root`],
    ["the account's number", ACCOUNT],
  ])("as %s", async (_how, AWS) => {
    await createRole(aws, "app", { trusts: policy(trust({ AWS })) });
    const ann = await createUser(aws, "ann");
    await expect(assume(ann, "app")).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(
        `User: ${userArn("ann")} is not authorized to perform: sts:AssumeRole on resource: ${roleArn("app")}`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
    const bob = await createUser(aws, "bob", MAY_ASSUME);
    await assume(bob, "app");
  });

  test("but for one user, whom the trust policy denies whatever he may", async () => {
    const ann = await createUser(aws, "ann", allow("*"));
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }), refuse({ AWS: userArn("ann") })) });
    await assume(aws.admin, "app");
    await expect(assume(ann, "app")).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in the role trust policy"),
    });
  });
});

describe("trust in a named user", () => {
  test("is enough in its own account, without a policy of the user's, and for that user alone", async () => {
    const ann = await createUser(aws, "ann");
    const bob = await createUser(aws, "bob", allow("*"));
    await createRole(aws, "app", { trusts: policy(trust({ AWS: userArn("ann") })) });
    await assume(ann, "app");
    await expect(assume(bob, "app")).rejects.toMatchObject(DENIED);
  });

  test("does not stand against a deny of sts:AssumeRole in the user's own policies", async () => {
    const ann = await createUser(aws, "ann", { ...MAY_ASSUME, Effect: "Deny" });
    await createRole(aws, "app", { trusts: policy(trust({ AWS: userArn("ann") })) });
    await expect(assume(ann, "app")).rejects.toMatchObject({
      message: expect.stringContaining("with an explicit deny in an identity-based policy"),
    });
  });

  test("may be for several: each of them, and nobody else", async () => {
    const [ann, bob, eve] = [
      await createUser(aws, "ann"),
      await createUser(aws, "bob"),
      await createUser(aws, "eve", allow("sts:*")),
    ];
    await createRole(aws, "app", { trusts: policy(trust({ AWS: [userArn("ann"), userArn("bob")] })) });
    await assume(ann, "app");
    await assume(bob, "app");
    await expect(assume(eve, "app")).rejects.toMatchObject(DENIED);
  });
});

describe("another account's user", () => {
  const RICHARD = `arn:aws:iam::${OTHER_ACCOUNT}:user/richard`;

  test.each([
    ["the user", RICHARD],
    ["its account", OTHER_ACCOUNT],
  ])("needs a policy of its own, when the role trusts %s", async (_whom, AWS) => {
    const root = otherAccount(aws);
    const richard = await userOf(root, aws, "richard");
    const susan = await userOf(root, aws, "susan", MAY_ASSUME);
    await createRole(aws, "app", { trusts: policy(trust({ AWS })) });
    await expect(assume(richard, "app")).rejects.toMatchObject({
      message: expect.stringContaining("because no identity-based policy allows the sts:AssumeRole action"),
    });
    if (AWS === OTHER_ACCOUNT) await assume(susan, "app");
    else await expect(assume(susan, "app")).rejects.toMatchObject(DENIED);
  });

  test("opens no role that does not trust it, whatever its own policies say", async () => {
    const richard = await userOf(otherAccount(aws), aws, "richard", allow("*"));
    await createRole(aws, "app", { trusts: TRUSTS_ACCOUNT });
    await expect(assume(richard, "app")).rejects.toMatchObject({
      message: expect.stringContaining("because no role trust policy allows the sts:AssumeRole action"),
    });
  });
});

test("a service assumes roles that trust the service; users of the account do not by that trust, nor the service by theirs", async () => {
  await createInstanceRole(aws, "web", MAY_WORK);
  const served = async () => {
    const { InstanceId } = await runInstance(aws, "web");
    const answer = await fetch(`${await imdsOf(aws, InstanceId)}/latest/meta-data/iam/security-credentials/web`);
    return ((await answer.json()) as { readonly Code: string }).Code;
  };
  expect(await served()).toBe("Success");
  await expect(assume(aws.admin, "web")).rejects.toMatchObject(DENIED);

  await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "web", PolicyDocument: TRUSTS_ACCOUNT }));
  expect(await served()).toBe("AssumeRoleUnauthorizedAccess");
  await assume(aws.admin, "web");
});

test("root assumes no role, even one that trusts its account", async () => {
  const root = otherAccount(aws);
  await createRole(aws, "app", { trusts: policy(trust({ AWS: OTHER_ACCOUNT })) });
  await expect(assume(root, "app")).rejects.toMatchObject({
    name: "AccessDenied",
    message: "Roles may not be assumed by root accounts.",
  });
});

describe("conditions of a trust policy", () => {
  test("an external id must be given, and be the right one", async () => {
    const Condition = { StringEquals: { "sts:ExternalId": "Example987" } };
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }, { Condition })) });
    await expect(assume(aws.admin, "app")).rejects.toMatchObject(DENIED);
    await expect(assume(aws.admin, "app", { ExternalId: "guess" })).rejects.toMatchObject(DENIED);
    await assume(aws.admin, "app", { ExternalId: "Example987" });
  });

  test("an organization: whoever is of it, and nobody else, whatever account is trusted", async () => {
    const organization = organizationOf(aws);
    const Condition = { StringEquals: { "aws:PrincipalOrgID": await organization.id() } };
    await createRole(aws, "app", { trusts: policy(trust({ AWS: "*" }, { Condition })) });
    const member = await organization.enter(await organization.createAccount("workload"));
    await assume(member, "app");
    const richard = await userOf(otherAccount(aws), aws, "richard", allow("*"));
    await expect(assume(richard, "app")).rejects.toMatchObject(DENIED);
  });

  test("a source identity must be set, be an allowed one, and be allowed to be set", async () => {
    const Condition = { StringEquals: { "sts:SourceIdentity": ["saanvi", "diego"] } };
    const trusts = policy(trust({ AWS: ACCOUNT }, { Action: ["sts:AssumeRole", "sts:SetSourceIdentity"], Condition }));
    await createRole(aws, "app", { trusts });
    await expect(assume(aws.admin, "app")).rejects.toMatchObject(DENIED);
    await expect(assume(aws.admin, "app", { SourceIdentity: "eve" })).rejects.toMatchObject(DENIED);
    await assume(aws.admin, "app", { SourceIdentity: "diego" });
    await createRole(aws, "plain");
    await expect(assume(aws.admin, "plain", { SourceIdentity: "diego" })).rejects.toMatchObject({
      message: expect.stringContaining("sts:SetSourceIdentity"),
    });
  });

  test("a second factor must be proved in the call, or by the session that calls", async () => {
    const ann = await createUser(aws, "ann", MAY_ASSUME);
    const code = await giveDevice("ann");
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    await createRole(aws, "app", { trusts: policy(trust({ AWS: ACCOUNT }, { Condition })) });
    await expect(assume(ann, "app")).rejects.toMatchObject(DENIED);
    const SerialNumber = `arn:aws:iam::${ACCOUNT}:mfa/ann`;
    await expect(assume(ann, "app", { SerialNumber, TokenCode: "000000" })).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("MultiFactorAuthentication failed"),
    });
    await assume(ann, "app", { SerialNumber, TokenCode: code() });
  });
});

/** What the user's new phone shows, whenever it is asked. */
async function giveDevice(UserName: string): Promise<() => string> {
  const { VirtualMFADevice } = await aws.admin.iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }),
  );
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? "").toString("ascii");
  const phone = phoneWith(aws, seed);
  await aws.admin.iam.send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: phone(),
      AuthenticationCode2: phone(1),
    }),
  );
  await aws.advance(60);
  return phone;
}
