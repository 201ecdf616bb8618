import { EnableAWSServiceAccessCommand, RegisterDelegatedAdministratorCommand } from "@aws-sdk/client-organizations";
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribeInstanceCommand,
  DescribePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keysOf } from "../../../local/clients.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { policy, sessionWith } from "../../support/session.ts";
import { HOME, identityClients, startWorkforce, type Workforce } from "./workforce.ts";

let force: Workforce;
let InstanceArn: string;
let sso: Workforce["admin"]["sso"];

beforeEach(async () => {
  force = await startWorkforce();
  ({ InstanceArn } = force);
  ({ sso } = force.admin);
});
afterEach(() => force.aws.close());

/** Identity Center's clients of an administrator of the member account. */
async function memberClients(account: string) {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await force.aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
  return identityClients(force.aws, keysOf(Credentials));
}

async function delegateTo(AccountId: string): Promise<void> {
  const ServicePrincipal = "sso.amazonaws.com";
  await force.admin.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  await force.admin.organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
}

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

describe("the instance", () => {
  test("is there from the start, in the management account's home Region and in no other", async () => {
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    expect(Instances).toMatchObject([{ OwnerAccountId: HOME, Status: "ACTIVE" }]);
    const elsewhere = identityClients(force.aws, ADMIN_KEY, "eu-west-1").sso;
    expect((await elsewhere.send(new ListInstancesCommand({}))).Instances).toEqual([]);
    const ask = elsewhere.send(new ListPermissionSetsCommand({ InstanceArn }));
    await expect(ask).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("is seen by member accounts, administered by none but a delegated administrator", async () => {
    const account = await force.createAccount("security");
    const member = (await memberClients(account)).sso;
    expect((await member.send(new ListInstancesCommand({}))).Instances).toHaveLength(1);
    await member.send(new DescribeInstanceCommand({ InstanceArn }));
    const create = (Name: string) => member.send(new CreatePermissionSetCommand({ InstanceArn, Name }));
    await expect(create("a")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("is not authorized to perform: sso:CreatePermissionSet"),
    });
    await delegateTo(account);
    await create("b");
  });
});

describe("a permission set", () => {
  test("is created, described, listed and deleted; its name is taken once", async () => {
    const wish = { InstanceArn, Name: "Auditor", Description: "reads", RelayState: "https://example.com" };
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand(wish));
    const PermissionSetArn = PermissionSet?.PermissionSetArn;
    expect(PermissionSet).toMatchObject({ Name: "Auditor", Description: "reads", SessionDuration: "PT1H" });
    await expect(sso.send(new CreatePermissionSetCommand(wish))).rejects.toMatchObject({
      name: "ConflictException",
      message: "PermissionSet with name Auditor already exists.",
    });
    const described = await sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    expect(described.PermissionSet).toEqual(PermissionSet);
    expect((await sso.send(new ListPermissionSetsCommand({ InstanceArn }))).PermissionSets).toEqual([PermissionSetArn]);
    await sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    expect((await sso.send(new ListPermissionSetsCommand({ InstanceArn }))).PermissionSets).toEqual([]);
    const again = sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    await expect(again).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("lasts one to twelve hours", async () => {
    for (const SessionDuration of ["PT30M", "PT13H"]) {
      const wish = new CreatePermissionSetCommand({ InstanceArn, Name: "x", SessionDuration });
      await expect(sso.send(wish)).rejects.toMatchObject({ name: "ValidationException" });
    }
    await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "x", SessionDuration: "PT12H" }));
  });

  test("has one inline policy, which is replaced whole", async () => {
    const named = { InstanceArn, PermissionSetArn: await force.createPermissionSet("Auditor") };
    const get = async () => (await sso.send(new GetInlinePolicyForPermissionSetCommand(named))).InlinePolicy;
    const InlinePolicy = policy({ Effect: "Deny", Action: "*", Resource: "*" });
    await sso.send(new PutInlinePolicyToPermissionSetCommand({ ...named, InlinePolicy }));
    expect(await get()).toBe(InlinePolicy);
    await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(named));
    expect(await get()).toBe("");
    const broken = new PutInlinePolicyToPermissionSetCommand({ ...named, InlinePolicy: '{"Statement":[]}' });
    await expect(sso.send(broken)).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("takes policies of AWS, each once", async () => {
    const named = { InstanceArn, PermissionSetArn: await force.createPermissionSet("Auditor") };
    const wish = { ...named, ManagedPolicyArn: READ_ONLY };
    await sso.send(new AttachManagedPolicyToPermissionSetCommand(wish));
    await expect(sso.send(new AttachManagedPolicyToPermissionSetCommand(wish))).rejects.toMatchObject({
      name: "ConflictException",
    });
    const list = await sso.send(new ListManagedPoliciesInPermissionSetCommand(named));
    expect(list.AttachedManagedPolicies).toEqual([{ Name: "ReadOnlyAccess", Arn: READ_ONLY }]);
    await sso.send(new DetachManagedPolicyFromPermissionSetCommand(wish));
    await expect(sso.send(new DetachManagedPolicyFromPermissionSetCommand(wish))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("with a policy that is not there, or with too long a one, fails to be provisioned, and says why", async () => {
    const PermissionSetArn = await force.createPermissionSet("Auditor");
    const named = { InstanceArn, PermissionSetArn };
    const provision = async () => {
      const wish = { ...named, TargetType: "AWS_ACCOUNT", TargetId: HOME } as const;
      const { PermissionSetProvisioningStatus } = await sso.send(new ProvisionPermissionSetCommand(wish));
      expect(PermissionSetProvisioningStatus).toMatchObject({ Status: "IN_PROGRESS" });
      await force.aws.advance(5);
      const ProvisionPermissionSetRequestId = PermissionSetProvisioningStatus?.RequestId;
      const ask = { InstanceArn, ProvisionPermissionSetRequestId };
      const answer = await sso.send(new DescribePermissionSetProvisioningStatusCommand(ask));
      return answer.PermissionSetProvisioningStatus;
    };
    const ManagedPolicyArn = "arn:aws:iam::aws:policy/NoSuchPolicy";
    await sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...named, ManagedPolicyArn }));
    expect(await provision()).toMatchObject({
      Status: "FAILED",
      FailureReason: `Received a 404 status error: Policy ${ManagedPolicyArn} does not exist or is not attachable.`,
    });
    await sso.send(new DetachManagedPolicyFromPermissionSetCommand({ ...named, ManagedPolicyArn }));
    const Resource = Array.from({ length: 1000 }, (_, index) => `arn:aws:s3:::bucket-${index}`);
    const InlinePolicy = policy({ Effect: "Allow", Action: "s3:*", Resource });
    await sso.send(new PutInlinePolicyToPermissionSetCommand({ ...named, InlinePolicy }));
    expect(await provision()).toMatchObject({
      Status: "FAILED",
      FailureReason: expect.stringContaining(
        "Received a 409 status error: Maximum policy size of 10240 bytes exceeded",
      ),
    });
  });
});

describe("assignments", () => {
  test("are made in the background, and each request tells how far it is", async () => {
    const account = await force.createAccount("workload");
    const PermissionSetArn = await force.createPermissionSet("Auditor");
    const PrincipalId = await force.createUser("ana");
    const target = { TargetId: account, TargetType: "AWS_ACCOUNT", PrincipalId, PrincipalType: "USER" } as const;
    const wish = { InstanceArn, PermissionSetArn, ...target };
    const list = async () =>
      (await sso.send(new ListAccountAssignmentsCommand({ InstanceArn, PermissionSetArn, AccountId: account })))
        .AccountAssignments;
    const asked = (await sso.send(new CreateAccountAssignmentCommand(wish))).AccountAssignmentCreationStatus;
    expect(asked).toMatchObject({ Status: "IN_PROGRESS", PermissionSetArn, ...target });
    expect(await list()).toEqual([]);
    await force.aws.advance(5);
    const ask = { InstanceArn, AccountAssignmentCreationRequestId: asked?.RequestId };
    const done = await sso.send(new DescribeAccountAssignmentCreationStatusCommand(ask));
    expect(done.AccountAssignmentCreationStatus).toMatchObject({ Status: "SUCCEEDED" });
    expect(await list()).toEqual([{ AccountId: account, PermissionSetArn, PrincipalType: "USER", PrincipalId }]);
    const Filter = { Status: "IN_PROGRESS" } as const;
    const waiting = await sso.send(new ListAccountAssignmentCreationStatusCommand({ InstanceArn, Filter }));
    expect(waiting.AccountAssignmentsCreationStatus).toEqual([]);
    const theirs = await sso.send(
      new ListAccountAssignmentsForPrincipalCommand({ InstanceArn, PrincipalId, PrincipalType: "USER" }),
    );
    expect(theirs.AccountAssignments).toMatchObject([{ AccountId: account }]);
  });

  test("that are not there cannot be deleted: the request fails", async () => {
    const PermissionSetArn = await force.createPermissionSet("Auditor");
    const PrincipalId = await force.createUser("ana");
    const target = { TargetId: HOME, TargetType: "AWS_ACCOUNT", PrincipalId, PrincipalType: "USER" } as const;
    const wish = new DeleteAccountAssignmentCommand({ InstanceArn, PermissionSetArn, ...target });
    const AccountAssignmentDeletionRequestId = (await sso.send(wish)).AccountAssignmentDeletionStatus?.RequestId;
    await force.aws.advance(5);
    const ask = new DescribeAccountAssignmentDeletionStatusCommand({ InstanceArn, AccountAssignmentDeletionRequestId });
    expect((await sso.send(ask)).AccountAssignmentDeletionStatus).toMatchObject({
      Status: "FAILED",
      FailureReason: "Received a 404 status error: Assignment not found.",
    });
  });

  test("keep a permission set from being deleted, and show where it waits to be provisioned again", async () => {
    const account = await force.createAccount("workload");
    const PermissionSetArn = await force.createPermissionSet("Auditor");
    const named = { InstanceArn, PermissionSetArn };
    await force.assign(PermissionSetArn, await force.createUser("ana"), account);
    await expect(sso.send(new DeletePermissionSetCommand(named))).rejects.toMatchObject({ name: "ConflictException" });
    const waiting = async () => {
      const ProvisioningStatus = "LATEST_PERMISSION_SET_NOT_PROVISIONED";
      const wish = new ListAccountsForProvisionedPermissionSetCommand({ ...named, ProvisioningStatus });
      return (await sso.send(wish)).AccountIds;
    };
    expect(await waiting()).toEqual([]);
    await sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...named, ManagedPolicyArn: READ_ONLY }));
    expect(await waiting()).toEqual([account]);
    await sso.send(new ProvisionPermissionSetCommand({ ...named, TargetType: "ALL_PROVISIONED_ACCOUNTS" }));
    await force.aws.advance(5);
    expect(await waiting()).toEqual([]);
    const there = new ListPermissionSetsProvisionedToAccountCommand({ InstanceArn, AccountId: account });
    expect((await sso.send(there)).PermissionSets).toEqual([PermissionSetArn]);
  });

  test("in the management account are not for a delegated administrator to make", async () => {
    const account = await force.createAccount("security");
    await delegateTo(account);
    const delegated = (await memberClients(account)).sso;
    const PermissionSetArn = await force.createPermissionSet("Auditor");
    const PrincipalId = await force.createUser("ana");
    const assign = (TargetId: string) => {
      const target = { TargetId, TargetType: "AWS_ACCOUNT", PrincipalId, PrincipalType: "USER" } as const;
      return delegated.send(new CreateAccountAssignmentCommand({ InstanceArn, PermissionSetArn, ...target }));
    };
    await assign(account);
    await expect(assign(HOME)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await force.assign(PermissionSetArn, PrincipalId, HOME);
    const InlinePolicy = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const put = new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy });
    await expect(delegated.send(put)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("take the permission on the instance, the permission set and the account", async () => {
    const PermissionSetArn = await force.createPermissionSet("Auditor");
    const PrincipalId = await force.createUser("ana");
    const target = { TargetId: HOME, TargetType: "AWS_ACCOUNT", PrincipalId, PrincipalType: "USER" } as const;
    const tryWith = async (Resource: string[]) => {
      const who = await sessionWith(force.aws, { Effect: "Allow", Action: "sso:CreateAccountAssignment", Resource });
      const wish = new CreateAccountAssignmentCommand({ InstanceArn, PermissionSetArn, ...target });
      return identityClients(force.aws, who.keys).sso.send(wish);
    };
    const all = [InstanceArn, PermissionSetArn, `arn:aws:sso:::account/${HOME}`];
    for (const missing of all) {
      await expect(tryWith(all.filter((one) => one !== missing))).rejects.toMatchObject({
        name: "AccessDeniedException",
        message: expect.stringContaining(`on resource: ${missing}`),
      });
    }
    await tryWith(all);
  });
});
