// A leaked key of an IAM user, in the attacker's terms: the key, what it has minted, and what it can no longer mint.

import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  GetLoginProfileCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keysOf } from "../../local/clients.ts";
import { guardDutyEvent } from "../support/findings.ts";
import type { Clients, Keys } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const HOUR = 3600;
const UserName = "alice";
const DENY = { UserName, PolicyName: "AWSRevokeOlderSessions" };

let service: TestService;
let leaked: Clients;
let spare: Clients;
let id: string;

beforeEach(async () => {
  service = await startService({ config: { defaultMode: { user: "contain" } } });
  const { iam } = service.admin;
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  id = User?.UserId ?? "";
  const work = { Effect: "Allow", Action: ["ec2:Describe*", "sts:GetFederationToken"], Resource: "*" };
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument: policy(work) }));
  [leaked, spare] = [service.as(await newKey()), service.as(await newKey())];
  await service.advance(60);
});
afterEach(() => service.close());

async function newKey(): Promise<Keys> {
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

const works = (who: Clients) => who.ec2.send(new DescribeRegionsCommand({}));
const denied = expect.objectContaining({ message: expect.stringMatching(/explicit deny|not authorized/) });

async function mint(from: Clients): Promise<Clients> {
  return service.as(keysOf((await from.sts.send(new GetSessionTokenCommand({}))).Credentials));
}

async function federate(from: Clients, name = "guest"): Promise<Clients> {
  const Policy = policy({ Effect: "Allow", Action: "ec2:*", Resource: "*" });
  return service.as(keysOf((await from.sts.send(new GetFederationTokenCommand({ Name: name, Policy }))).Credentials));
}

const finding = (who: Clients, change: object = {}) =>
  guardDutyEvent({
    type: "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
    accessKeyId: who.keys.accessKeyId,
    principalId: id,
    userName: UserName,
    userType: "IAMUser",
    lastSeen: new Date(service.now()).toISOString(),
    ...change,
  });

async function status(accessKeyId: string) {
  const { AccessKeyMetadata } = await service.admin.iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata?.find((key) => key.AccessKeyId === accessKeyId)?.Status;
}

describe("a leaked long-term key", () => {
  test("stops working, and so does every session that it has minted, while the user's other key works on", async () => {
    const [minted, federated] = [await mint(leaked), await federate(leaked)];
    for (const who of [leaked, minted, federated, spare]) await works(who);

    await service.deliver(finding(leaked));
    await service.advance(31);

    await expect(works(leaked)).rejects.toMatchObject({ name: "AuthFailure" });
    await expect(works(minted)).rejects.toEqual(denied);
    await expect(works(federated)).rejects.toEqual(denied);
    await works(spare);
    await works(await mint(spare));
    expect(await service.incident()).toMatchObject({
      status: "contained",
      principal: { kind: "user", name: UserName },
    });
  });

  test("that the intruder activates again is deactivated within a minute, on record", async () => {
    await service.deliver(finding(leaked));
    const again = { UserName, AccessKeyId: leaked.keys.accessKeyId, Status: "Active" } as const;
    await service.admin.iam.send(new UpdateAccessKeyCommand(again));
    await works(leaked);
    await service.advance(61);
    await expect(works(leaked)).rejects.toMatchObject({ name: "AuthFailure" });
    expect((await service.incident()).entries.map(({ type }) => type)).toContain("tamper");
  });

  test("is not given back by a clock: after 36 hours the deny goes, and the key stays as it is", async () => {
    await service.deliver(finding(leaked));
    await service.sleepThrough(12.5);
    await service.admin.iam.send(new GetUserPolicyCommand(DENY));
    await service.sleepThrough(24);
    await expect(service.admin.iam.send(new GetUserPolicyCommand(DENY))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    expect(await status(leaked.keys.accessKeyId)).toBe("Inactive");
    const incident = await service.incident();
    expect(incident.status).toBe("lifted");
    expect(incident.steps.map(({ type, status }) => [type, status]).sort()).toEqual([
      ["deactivate-key", "kept"],
      ["deny-user-sessions", "undone"],
    ]);
  });

  test("that a clock has kept is given back when a person says so, once", async () => {
    await service.deliver(finding(leaked));
    await service.sleepThrough(37);
    const { id: incident } = await service.incident();
    expect(await status(leaked.keys.accessKeyId)).toBe("Inactive");
    const wish = { action: "lift", id: incident, reason: "it was ours all along" };
    expect(await service.invoke(wish)).toMatchObject({ status: "lifted" });
    expect(await status(leaked.keys.accessKeyId)).toBe("Active");
    expect(await service.invoke(wish)).toMatchObject({ refused: expect.stringContaining("nothing to lift") });
  });

  test("that was a false alarm works again after the lift, and all is as it was", async () => {
    const before = await service.admin.iam.send(new ListUserPoliciesCommand({ UserName }));
    await service.deliver(finding(leaked));
    const incident = await service.incident();
    const lifted = await service.invoke({
      action: "lift",
      id: incident.id,
      reason: "a test of ours",
      falseAlarm: true,
    });
    expect(lifted).toMatchObject({ status: "lifted" });
    await works(leaked);
    await works(await mint(leaked));
    const after = await service.admin.iam.send(new ListUserPoliciesCommand({ UserName }));
    expect(after.PolicyNames).toEqual(before.PolicyNames);
  });

  test("that was inactive before is not activated by the lift", async () => {
    const key = { UserName, AccessKeyId: leaked.keys.accessKeyId };
    await service.admin.iam.send(new UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
    await service.deliver(finding(leaked));
    const { id: incident } = await service.incident();
    await service.invoke({ action: "lift", id: incident, reason: "it was off anyway" });
    expect(await status(leaked.keys.accessKeyId)).toBe("Inactive");
  });

  test("and a second one of the same user join one incident, and both die", async () => {
    await service.deliver(finding(leaked));
    await service.advance(60);
    await service.deliver(finding(spare, { id: "another" }));
    await service.advance(31);
    for (const who of [leaked, spare]) await expect(works(who)).rejects.toMatchObject({ name: "AuthFailure" });
    expect((await service.incident()).alerts).toHaveLength(2);
  });

  test("whose deny does not fit into the user's inline policies is denied by an attached policy, undone at the lift", async () => {
    const filler = { Sid: "x".repeat(1_750), Effect: "Allow", Action: "s3:ListBucket", Resource: "*" };
    const full = { UserName, PolicyName: "full", PolicyDocument: policy(filler) };
    await service.admin.iam.send(new PutUserPolicyCommand(full));
    const minted = await mint(leaked);
    await service.deliver(finding(leaked));
    await expect(works(minted)).rejects.toEqual(denied);
    const incident = await service.incident();
    expect(incident).toMatchObject({ status: "contained" });
    expect(incident.entries.map(({ type }) => type)).toContain("fell-back");
    await service.invoke({ action: "lift", id: incident.id, reason: "a test" });
    await works(minted);
  });
});

describe("a leaked temporary credential of a user", () => {
  test("made by GetSessionToken is denied on the user, whose keys work on", async () => {
    const minted = await mint(leaked);
    await service.deliver(finding(minted));
    await expect(works(minted)).rejects.toEqual(denied);
    await works(leaked);
    await service.advance(31);
    await works(await mint(leaked));
  });

  test("made by GetFederationToken is denied on the user who asked for it, whom the trail names", async () => {
    const federated = await federate(leaked, "guest");
    await works(federated);
    await service.advance(6 * 60);
    const about = { userType: "FederatedUser", principalId: "111122223333:guest", userName: "guest" };
    await service.deliver(finding(federated, about));
    await expect(works(federated)).rejects.toEqual(denied);
    await works(leaked);
    expect(await service.incident()).toMatchObject({
      principal: { kind: "user", name: UserName, federatedName: "guest" },
    });
  });
});

describe("the console password", () => {
  beforeEach(async () => {
    await service.admin.iam.send(new CreateLoginProfileCommand({ UserName, Password: "correct-Horse-battery-9" }));
  });
  const profile = () => service.admin.iam.send(new GetLoginProfileCommand({ UserName }));

  test("stays unless a person asks for it to go", async () => {
    await service.deliver(finding(leaked));
    await profile();
  });

  test("goes on request, and the lift says how the user gets a new one", async () => {
    const wish = { principal: { type: "user", name: UserName }, reason: "phished", disableConsole: true };
    const answer = await service.invoke({ action: "contain", ...wish });
    expect(answer).toMatchObject({ status: "contained" });
    await expect(profile()).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await service.invoke({ action: "lift", id: answer["incident"], reason: "cleared" });
    const undone = (await service.incident()).entries.find(
      (entry) => entry.type === "step-undone" && entry.step.type === "disable-console",
    );
    expect(undone).toMatchObject({ undone: { note: expect.stringContaining("aws iam create-login-profile") } });
  });
});

test("by default a person is asked about a user, and nothing is touched meanwhile", async () => {
  await service.close();
  service = await startService();
  await service.admin.iam.send(new CreateUserCommand({ UserName }));
  const key = service.as(await newKey());
  await service.deliver(finding(key, { principalId: "" }));
  expect(await service.incident()).toMatchObject({
    status: "awaiting-approval",
    plan: [{ type: "deactivate-key" }, { type: "deny-user-sessions" }],
  });
  await service.advance(HOUR);
  expect(await status(key.keys.accessKeyId)).toBe("Active");
});

test("a key that its owner switches off while a person is asked stays off after the lift", async () => {
  await service.close();
  service = await startService();
  await service.admin.iam.send(new CreateUserCommand({ UserName }));
  const { accessKeyId: AccessKeyId } = await newKey();
  await service.deliver(finding(service.as({ accessKeyId: AccessKeyId, secretAccessKey: "" }), { principalId: "" }));
  const { id: incident } = await service.incident();
  await service.admin.iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: "Inactive" }));
  const proof = await service.prove("approve", incident);
  expect(await service.invoke({ action: "approve", id: incident, proof })).toMatchObject({ status: "contained" });
  await service.invoke({ action: "lift", id: incident, reason: "a test" });
  expect(await status(AccessKeyId)).toBe("Inactive");
});
