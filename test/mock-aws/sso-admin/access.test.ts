import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateGroupCommand, CreateGroupMembershipCommand } from "@aws-sdk/client-identitystore";
import {
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { HOME, twoPeople, type Workforce, work, workforce } from "./workforce.ts";

let force: Workforce;
let account: string;
let set: string;
let ana: string;
let ben: string;

workforce(async (started) => {
  force = started;
  ({ account, set, ana, ben } = await twoPeople(force));
});

const ALLOW = { Effect: "Allow", Action: "iam:List*", Resource: "*" };

function session(user: string, where = account): Clients {
  const clients = force.session(user, where, set);
  if (!clients) throw new Error("The portal gives no session.");
  return clients;
}

/** The administrator's way into the member account. */
async function inside(): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await force.aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
  return force.aws.as(keysOf(Credentials));
}

describe("an assignment", () => {
  test("makes a role that is named after the permission set, in the account, and lets the user in", async () => {
    await force.assign(set, ana, account);
    const { Roles } = await work(session(ana));
    const role = Roles?.find(({ RoleName }) => RoleName?.startsWith("AWSReservedSSO_"));
    expect(role?.RoleName).toMatch(/^AWSReservedSSO_Auditor_[0-9a-f]{16}$/);
    expect(role?.Path).toBe("/aws-reserved/sso.amazonaws.com/");
    const { Arn, UserId } = await session(ana).sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:sts::${account}:assumed-role/${role?.RoleName}/ana@example.com`);
    expect(UserId).toBe(`${role?.RoleId}:ana@example.com`);
  });

  test("lets nobody else in, and nowhere else", async () => {
    await force.assign(set, ana, account);
    expect(force.session(ben, account, set)).toBeUndefined();
    expect(force.session(ana, HOME, set)).toBeUndefined();
  });

  test("of a group lets in who is in it", async () => {
    const { IdentityStoreId, admin } = force;
    const { GroupId } = await admin.store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: "auditors" }));
    const MemberId = { UserId: ana };
    await admin.store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId }));
    await force.assign(set, GroupId ?? "", account, "GROUP");
    await work(session(ana));
    expect(force.session(ben, account, set)).toBeUndefined();
  });

  test("that is the last in the account takes the role with it; the next one makes another", async () => {
    await force.assign(set, ana, account);
    const before = session(ana);
    const name = (await before.sts.send(new GetCallerIdentityCommand({}))).Arn;
    const { InstanceArn, admin, aws } = force;
    const wish = {
      InstanceArn,
      PermissionSetArn: set,
      PrincipalId: ana,
      PrincipalType: "USER",
      TargetId: account,
    } as const;
    await admin.sso.send(new DeleteAccountAssignmentCommand({ ...wish, TargetType: "AWS_ACCOUNT" }));
    await aws.advance(5);
    expect(force.session(ana, account, set)).toBeUndefined();
    await expect(work(before)).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await force.assign(set, ana, account);
    expect((await session(ana).sts.send(new GetCallerIdentityCommand({}))).Arn).not.toBe(name);
  });

  test("is in force only when the work is done", async () => {
    const { InstanceArn, admin } = force;
    await force.putInline(set, ALLOW);
    await force.assign(set, ana, account);
    await force.putInline(set, { ...ALLOW, Action: "iam:Get*" });
    const TargetType = "ALL_PROVISIONED_ACCOUNTS";
    await admin.sso.send(new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn: set, TargetType }));
    await work(session(ana));
    await force.aws.advance(5);
    await expect(work(session(ana))).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("the role in the account", () => {
  test("carries the inline policy as AwsSSOInlinePolicy and cannot be edited by anybody there", async () => {
    await force.assign(set, ana, account);
    const admin = await inside();
    const RoleName = (await work(admin)).Roles?.find(({ RoleName }) => RoleName?.startsWith("AWSReserved"))?.RoleName;
    const named = { RoleName, PolicyName: "AwsSSOInlinePolicy" };
    const { PolicyDocument } = await admin.iam.send(new GetRolePolicyCommand(named));
    expect(JSON.parse(decodeURIComponent(PolicyDocument ?? ""))).toMatchObject({ Statement: [ALLOW] });
    const refusal = {
      name: "UnmodifiableEntityException",
      message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    };
    const put = new PutRolePolicyCommand({
      RoleName,
      PolicyName: "AWSRevokeOlderSessions",
      PolicyDocument: policy(ALLOW),
    });
    await expect(admin.iam.send(put)).rejects.toMatchObject(refusal);
    await expect(admin.iam.send(new DeleteRolePolicyCommand(named))).rejects.toMatchObject(refusal);
  });

  test("trusts the portal's SAML provider alone", async () => {
    await force.assign(set, ana, account);
    const admin = await inside();
    const RoleName = (await work(admin)).Roles?.find(({ RoleName }) => RoleName?.startsWith("AWSReserved"))?.RoleName;
    const { Role } = await admin.iam.send(new GetRoleCommand({ RoleName }));
    expect(Role?.MaxSessionDuration).toBe(43_200);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toContain(":saml-provider/AWSSSO_");
    const assume = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "thief" });
    await expect(admin.sts.send(assume)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("has sessions as long as the permission set says", async () => {
    const { InstanceArn, admin, aws } = force;
    const change = { InstanceArn, PermissionSetArn: set, SessionDuration: "PT2H" };
    await admin.sso.send(new UpdatePermissionSetCommand(change));
    await force.assign(set, ana, account);
    const long = session(ana);
    await aws.advance(7199);
    await work(long);
    await aws.advance(1);
    await expect(work(long)).rejects.toMatchObject({ name: "ExpiredToken" });
  });
});
