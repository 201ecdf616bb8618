import {
  AttachManagedPolicyToPermissionSetCommand,
  CreatePermissionSetCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionSetCommand,
  DescribeInstanceCommand,
  DescribePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { policy } from "../../support/session.ts";
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
    const member = (await force.memberClients(account)).sso;
    expect((await member.send(new ListInstancesCommand({}))).Instances).toHaveLength(1);
    await member.send(new DescribeInstanceCommand({ InstanceArn }));
    const create = (Name: string) => member.send(new CreatePermissionSetCommand({ InstanceArn, Name }));
    await expect(create("a")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("is not authorized to perform: sso:CreatePermissionSet"),
    });
    await force.delegateTo(account);
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
