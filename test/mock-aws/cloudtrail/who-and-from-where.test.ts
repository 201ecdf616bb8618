// What every line of the trail says of its call: who made it, from where and with what.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
import {
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { createInstanceRole, runInstance } from "../../support/instance.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { otherAccount } from "../../support/other-account.ts";
import { keysOf, policy } from "../../support/session.ts";
import { sendSigned } from "../../support/signed-request.ts";
import { ACCOUNT, allow, assume, createRole, createUser, roleArn, trust, userArn } from "../iam/cast.ts";
import { phoneWith } from "../iam/phone.ts";
import { type Employees, PROVIDER as SAML } from "../sts/federation/employees.ts";
import { signIns } from "../sts/federation/sign-ins.ts";
import { SUBJECT, type Workflows } from "../sts/federation/workflows.ts";
import { servedTo } from "../truths/scene.ts";

let aws: TestAws;
let staff: Employees;
let workflows: Workflows;
signIns((cast) => {
  ({ aws, staff, workflows } = cast);
});

type Event = Readonly<Record<string, unknown>>;

/** The last call of that name on any trail. */
async function last(eventName: string): Promise<Event> {
  const entries = (await (await fetch(`${aws.endpoint}/_mock/trail`)).json()) as { readonly event: Event }[];
  return entries.findLast(({ event }) => event["eventName"] === eventName)?.event ?? {};
}

async function identityOf(who: Pick<Clients, "sts">): Promise<unknown> {
  await who.sts.send(new GetCallerIdentityCommand({}));
  return (await last("GetCallerIdentity"))["userIdentity"];
}

const START = "2026-03-01T09:00:00Z";

describe("userIdentity", () => {
  const attributes = { creationDate: START, mfaAuthenticated: "false" };
  const issuer = (type: string, principalId: unknown, arn: string, userName: string) =>
    ({ type, principalId, arn, accountId: ACCOUNT, userName }) as const;

  test("of a user's key: IAMUser, and no session", async () => {
    const ann = await createUser(aws, "ann");
    expect(await identityOf(ann)).toEqual({
      type: "IAMUser",
      principalId: expect.stringMatching(/^AIDA/),
      arn: userArn("ann"),
      accountId: ACCOUNT,
      accessKeyId: ann.keys.accessKeyId,
      userName: "ann",
    });
  });

  test("of root's: Root", async () => {
    const root = otherAccount(aws);
    expect(await identityOf(root)).toEqual({
      type: "Root",
      principalId: "444455556666",
      arn: "arn:aws:iam::444455556666:root",
      accountId: "444455556666",
      accessKeyId: root.keys.accessKeyId,
    });
  });

  test("of a user's session token: IAMUser, with when it was issued and whether by a second factor", async () => {
    const ann = await createUser(aws, "ann");
    const { Credentials } = await ann.sts.send(new GetSessionTokenCommand({}));
    expect(await identityOf(aws.as(keysOf(Credentials)))).toMatchObject({
      type: "IAMUser",
      userName: "ann",
      accessKeyId: Credentials?.AccessKeyId,
      sessionContext: { attributes },
    });

    const { VirtualMFADevice } = await aws.admin.iam.send(
      new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "phone" }),
    );
    const SerialNumber = VirtualMFADevice?.SerialNumber ?? "";
    const phone = phoneWith(aws, Buffer.from(VirtualMFADevice?.Base32StringSeed ?? "").toString("ascii"));
    const codes = { AuthenticationCode1: phone(), AuthenticationCode2: phone(1) };
    await aws.admin.iam.send(new EnableMFADeviceCommand({ UserName: "ann", SerialNumber, ...codes }));
    await aws.advance(60);
    const proved = await ann.sts.send(new GetSessionTokenCommand({ SerialNumber, TokenCode: phone() }));
    expect(await identityOf(aws.as(keysOf(proved.Credentials)))).toMatchObject({
      sessionContext: { attributes: { creationDate: "2026-03-01T09:01:00Z", mfaAuthenticated: "true" } },
    });
  });

  test("of a federated user: FederatedUser, with the user who asked as the issuer", async () => {
    const ann = await createUser(aws, "ann", allow("sts:GetFederationToken"));
    const { Credentials } = await ann.sts.send(new GetFederationTokenCommand({ Name: "carol" }));
    expect(await identityOf(aws.as(keysOf(Credentials)))).toEqual({
      type: "FederatedUser",
      principalId: `${ACCOUNT}:carol`,
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/carol`,
      accountId: ACCOUNT,
      accessKeyId: Credentials?.AccessKeyId,
      sessionContext: {
        sessionIssuer: issuer("IAMUser", expect.stringMatching(/^AIDA/), userArn("ann"), "ann"),
        attributes,
      },
    });
  });

  test("of a role's session: AssumedRole, with the role as the issuer and the source identity", async () => {
    const trusts = policyOf("sts:AssumeRole", "sts:SetSourceIdentity");
    await createRole(aws, "app", { trusts });
    const keys = await assume(aws.admin, "app", { SourceIdentity: "ann" });
    expect(await identityOf(aws.as(keys))).toEqual({
      type: "AssumedRole",
      principalId: expect.stringMatching(/^AROA\w+:session$/),
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/session`,
      accountId: ACCOUNT,
      accessKeyId: keys.accessKeyId,
      sessionContext: {
        sessionIssuer: issuer("Role", expect.stringMatching(/^AROA\w+$/), roleArn("app"), "app"),
        webIdFederationData: {},
        attributes,
        sourceIdentity: "ann",
      },
    });
  });

  test("of an instance's: AssumedRole, with the version of the metadata service that delivered it", async () => {
    await createInstanceRole(aws, "web");
    const { InstanceId } = await runInstance(aws, "web");
    expect(await identityOf(await servedTo(aws, InstanceId, "web"))).toMatchObject({
      type: "AssumedRole",
      principalId: expect.stringMatching(new RegExp(`^AROA\\w+:${InstanceId}$`)),
      sessionContext: { ec2RoleDelivery: "1.0" },
    });
    expect((await last("AssumeRole"))["userIdentity"]).toEqual({ type: "AWSService", invokedBy: "ec2.amazonaws.com" });
  });

  test("of who signs in: SAMLUser and WebIdentityUser, without a key", async () => {
    await createRole(aws, "staff");
    const federated = (provider: string, Action: string) => trust({ Federated: provider }, { Action });
    const PolicyDocument = policy(
      federated(SAML, "sts:AssumeRoleWithSAML"),
      federated(workflows.provider, "sts:AssumeRoleWithWebIdentity"),
    );
    await aws.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "staff", PolicyDocument }));
    await staff.signIn(staff.respond());
    expect((await last("AssumeRoleWithSAML"))["userIdentity"]).toMatchObject({
      type: "SAMLUser",
      principalId: expect.stringContaining("alice"),
      userName: "alice",
      identityProvider: expect.stringMatching(/./),
    });
    const { Credentials } = await workflows.signIn(workflows.token(), { RoleArn: roleArn("staff") });
    expect((await last("AssumeRoleWithWebIdentity"))["userIdentity"]).toEqual({
      type: "WebIdentityUser",
      principalId: `${workflows.provider}:sts.amazonaws.com:${SUBJECT}`,
      userName: SUBJECT,
      identityProvider: workflows.provider,
    });
    expect(await identityOf(aws.as(keysOf(Credentials)))).toMatchObject({
      type: "AssumedRole",
      sessionContext: { webIdFederationData: { federatedProvider: workflows.provider, attributes: {} } },
    });
  });
});

/** Trust in the account, for these actions. */
function policyOf(...Action: string[]): string {
  return policy(trust({ AWS: ACCOUNT }, { Action }));
}

describe("where a call came from", () => {
  const call = (headers: Readonly<Record<string, string>>, body = "Action=GetCallerIdentity&Version=2011-06-15") => ({
    endpoint: aws.endpoint,
    service: "sts",
    keys: aws.admin.keys,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });

  test("is this machine, unless a header says otherwise, signed or not", async () => {
    await sendSigned(call({}));
    expect(await last("GetCallerIdentity")).toMatchObject({ sourceIPAddress: "127.0.0.1" });
    await sendSigned(call({ "x-forwarded-for": "203.0.113.7" }));
    expect(await last("GetCallerIdentity")).toMatchObject({ sourceIPAddress: "203.0.113.7" });
    await sendSigned({
      ...call({}),
      spoil: ({ headers }) => {
        headers["x-forwarded-for"] = "2001:db8::7";
      },
    });
    expect(await last("GetCallerIdentity")).toMatchObject({ sourceIPAddress: "2001:db8::7" });
  });

  test("is the first address, where proxies have added theirs", async () => {
    await sendSigned(call({ "x-forwarded-for": "203.0.113.7, 10.0.0.1" }));
    expect(await last("GetCallerIdentity")).toMatchObject({ sourceIPAddress: "203.0.113.7" });
  });

  test("is what policies see: the leaked key works from the office only", async () => {
    const ann = await createUser(aws, "ann", {
      ...allow("sts:GetFederationToken"),
      Condition: { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
    });
    const from = async (address: string) => {
      const body = "Action=GetFederationToken&Version=2011-06-15&Name=carol";
      return (await sendSigned({ ...call({ "x-forwarded-for": address }, body), keys: ann.keys })).status;
    };
    expect(await Promise.all(["203.0.113.7", "2001:db8::7", "198.51.100.7"].map(from))).toEqual([200, 200, 403]);
  });
});

test("a call's program, request and account are told too", async () => {
  await sendSigned({
    endpoint: aws.endpoint,
    service: "sts",
    keys: aws.admin.keys,
    headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "aws-cli/2.15 exploit" },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  expect(await last("GetCallerIdentity")).toEqual({
    eventVersion: "1.11",
    userIdentity: expect.objectContaining({ userName: "admin" }),
    eventTime: START,
    eventSource: "sts.amazonaws.com",
    eventName: "GetCallerIdentity",
    awsRegion: "us-east-1",
    sourceIPAddress: "127.0.0.1",
    userAgent: "aws-cli/2.15 exploit",
    requestParameters: null,
    responseElements: null,
    requestID: expect.stringMatching(/^[\da-f-]{36}$/),
    eventID: expect.stringMatching(/^[\da-f-]{36}$/),
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
  });
});
