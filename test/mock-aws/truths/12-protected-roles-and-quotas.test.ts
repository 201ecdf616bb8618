// Roles that AWS keeps refuse edits, and inline policies have a quota in which white space does not count.
import {
  AttachRolePolicyCommand,
  CreateGroupCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutGroupPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import { CreateUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { ACCOUNT, allow, createRole, createUser, deny, TRUSTS_ACCOUNT } from "../iam/cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll";

/** Every way to contain or to change a role, by its operation. */
const EDITS = {
  PutRolePolicy: (RoleName: string) =>
    new PutRolePolicyCommand({ RoleName, PolicyName: "AWSRevokeOlderSessions", PolicyDocument: policy(deny("*")) }),
  DeleteRolePolicy: (RoleName: string) => new DeleteRolePolicyCommand({ RoleName, PolicyName: "work" }),
  AttachRolePolicy: (RoleName: string) => new AttachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL }),
  DetachRolePolicy: (RoleName: string) => new DetachRolePolicyCommand({ RoleName, PolicyArn: DENY_ALL }),
  PutRolePermissionsBoundary: (RoleName: string) =>
    new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: DENY_ALL }),
  DeleteRolePermissionsBoundary: (RoleName: string) => new DeleteRolePermissionsBoundaryCommand({ RoleName }),
  UpdateAssumeRolePolicy: (RoleName: string) =>
    new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: TRUSTS_ACCOUNT }),
  UpdateRole: (RoleName: string) => new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 }),
  DeleteRole: (RoleName: string) => new DeleteRoleCommand({ RoleName }),
};

const send = (command: ReturnType<(typeof EDITS)[keyof typeof EDITS]>) =>
  aws.admin.iam.send(command as PutRolePolicyCommand); // One signature for all: the client tells them apart itself.

const protectedRole = (role: string) => ({
  name: "UnmodifiableEntityException",
  message: `Cannot perform the operation on the protected role '${role}' - this role is only modifiable by AWS`,
  $metadata: { httpStatusCode: 400 },
});

describe("a service-linked role", () => {
  const NAME = "AWSServiceRoleForSSO";
  beforeEach(async () => {
    await aws.admin.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "sso.amazonaws.com" }));
  });

  test("lies under a path of AWS's own and can be read", async () => {
    const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: NAME }));
    expect(Role).toMatchObject({ Path: "/aws-service-role/sso.amazonaws.com/" });
  });

  test.each(Object.entries(EDITS))("refuses %s, even of the administrator", async (_name, edit) => {
    await expect(send(edit(NAME))).rejects.toMatchObject(protectedRole(NAME));
  });
});

describe("a role that IAM Identity Center provisions", () => {
  let name: string;
  beforeEach(async () => {
    await assignToSomebody("Operators");
    const { Roles } = await aws.admin.iam.send(new ListRolesCommand({ PathPrefix: "/aws-reserved/" }));
    name = Roles?.[0]?.RoleName ?? "";
  });

  test("bears the permission set's name, lies under a path of AWS's own and can be read", async () => {
    expect(name).toMatch(/^AWSReservedSSO_Operators_[0-9a-f]{16}$/);
    const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: name }));
    expect(Role).toMatchObject({ Path: expect.stringMatching(/^\/aws-reserved\/sso\.amazonaws\.com\//) });
  });

  test.each(Object.entries(EDITS))("refuses %s, even of the administrator", async (_name, edit) => {
    await expect(send(edit(name))).rejects.toMatchObject(protectedRole(name));
  });
});

/** A permission set of that name, which somebody may use in the account. */
async function assignToSomebody(Name: string): Promise<void> {
  const config = { endpoint: aws.endpoint, region: "us-east-1", credentials: ADMIN_KEY, maxAttempts: 1 };
  const [sso, people] = [new SSOAdminClient(config), new IdentitystoreClient(config)];
  const { Instances } = await sso.send(new ListInstancesCommand({}));
  const { InstanceArn, IdentityStoreId } = Instances?.[0] ?? {};
  const person = { UserName: "jane", DisplayName: "Jane Doe", Name: { GivenName: "Jane", FamilyName: "Doe" } };
  const { UserId } = await people.send(new CreateUserCommand({ IdentityStoreId, ...person }));
  const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name }));
  await sso.send(
    new CreateAccountAssignmentCommand({
      InstanceArn,
      PermissionSetArn: PermissionSet?.PermissionSetArn,
      PrincipalType: "USER",
      PrincipalId: UserId,
      TargetType: "AWS_ACCOUNT",
      TargetId: ACCOUNT,
    }),
  );
  await aws.advance(60);
}

describe("the quota of inline policies, all of one identity together", () => {
  /** A policy of so many characters that count, and others that do not. */
  function sized(length: number, space = ""): string {
    const around = policy(allow("s3:GetObject", "arn:aws:s3:::")).length;
    return policy(allow("s3:GetObject", `arn:aws:s3:::${"b".repeat(length - around)}`)).replace("{", `{${space}`);
  }

  const IDENTITIES = [
    {
      kind: "role",
      quota: 10_240,
      create: () => createRole(aws, "app"),
      put: (PolicyName: string, PolicyDocument: string) =>
        aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName, PolicyDocument })),
    },
    {
      kind: "user",
      quota: 2_048,
      create: () => createUser(aws, "app"),
      put: (PolicyName: string, PolicyDocument: string) =>
        aws.admin.iam.send(new PutUserPolicyCommand({ UserName: "app", PolicyName, PolicyDocument })),
    },
    {
      kind: "group",
      quota: 5_120,
      create: () => aws.admin.iam.send(new CreateGroupCommand({ GroupName: "app" })),
      put: (PolicyName: string, PolicyDocument: string) =>
        aws.admin.iam.send(new PutGroupPolicyCommand({ GroupName: "app", PolicyName, PolicyDocument })),
    },
  ];

  describe.each(IDENTITIES)("$kind: $quota characters", ({ kind, quota, create, put }) => {
    const exceeded = {
      name: "LimitExceededException",
      message: `Maximum policy size of ${quota} bytes exceeded for ${kind} app`,
      $metadata: { httpStatusCode: 409 },
    };
    beforeEach(async () => void (await create()));

    test("may be used up to the last, and not beyond", async () => {
      await put("a", sized(1_000));
      await put("b", sized(quota - 1_000));
      await expect(put("c", policy(allow("s3:*")))).rejects.toMatchObject(exceeded);
      await expect(put("b", sized(quota - 999))).rejects.toMatchObject(exceeded);
      await put("b", sized(quota - 1_000));
    });

    test("do not count white space", async () => {
      await put("a", sized(quota, " \n\r\t".repeat(3_000)));
      await expect(put("a", sized(quota + 1))).rejects.toMatchObject(exceeded);
    });
  });
});
