import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountAssignmentsForPrincipalCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { policy, sessionWith } from "../../support/session.ts";
import { HOME, identityClients, type Workforce, workforce } from "./workforce.ts";

let force: Workforce;
let InstanceArn: string;
let sso: Workforce["admin"]["sso"];

workforce((started) => {
  force = started;
  ({ InstanceArn } = force);
  ({ sso } = force.admin);
});

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

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
    await force.delegateTo(account);
    const delegated = (await force.memberClients(account)).sso;
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
