// An organization with a workload account, two people, and what they may be assigned.
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { CreateUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import {
  CreateAccountCommand,
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import type { LocalAwsOptions } from "../../../mock-aws/local-aws.ts";
import { signIn } from "../../../mock-aws/sso-admin/sign-in.ts";
import { type Clients, type Keys, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy, type Statement } from "../../support/session.ts";

export const HOME = "111122223333";

export function identityClients(aws: TestAws, credentials: Keys, region = "us-east-1") {
  const config = { endpoint: aws.endpoint, region, credentials, maxAttempts: 1 };
  return {
    sso: new SSOAdminClient(config),
    store: new IdentitystoreClient(config),
    organizations: new OrganizationsClient(config),
  };
}

/** Hands a fresh workforce to the file before each of its tests. */
export function workforce(take: (force: Workforce) => void | Promise<void>): void {
  let force: Workforce;
  beforeEach(async () => {
    force = await startWorkforce();
    await take(force);
  });
  afterEach(() => force.aws.close());
}

/** Somebody works with what the permission set allows. */
export const work = (who: Clients) => who.iam.send(new ListRolesCommand({}));

/** A member account, a permission set and two people who may be assigned it. */
export async function twoPeople(force: Workforce) {
  const account = await force.createAccount("workload");
  const set = await force.createPermissionSet("Auditor");
  const ana = await force.createUser("ana@example.com");
  const ben = await force.createUser("ben@example.com");
  return { account, set, ana, ben };
}

export type Workforce = Awaited<ReturnType<typeof startWorkforce>>;

export async function startWorkforce(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws(options);
  const admin = identityClients(aws, ADMIN_KEY);
  const { Instances } = await admin.sso.send(new ListInstancesCommand({}));
  const InstanceArn = Instances?.[0]?.InstanceArn ?? "";
  const IdentityStoreId = Instances?.[0]?.IdentityStoreId ?? "";
  return {
    aws,
    admin,
    InstanceArn,
    IdentityStoreId,
    async createAccount(AccountName: string): Promise<string> {
      const wish = { AccountName, Email: `${AccountName}@example.com` };
      const { CreateAccountStatus } = await admin.organizations.send(new CreateAccountCommand(wish));
      return CreateAccountStatus?.AccountId ?? "";
    },
    async createUser(UserName: string): Promise<string> {
      const Name = { GivenName: UserName, FamilyName: "Example" };
      const wish = { IdentityStoreId, UserName, DisplayName: UserName, Name };
      return (await admin.store.send(new CreateUserCommand(wish))).UserId ?? "";
    },
    /** A permission set that may read IAM. */
    async createPermissionSet(Name: string): Promise<string> {
      const { PermissionSet } = await admin.sso.send(new CreatePermissionSetCommand({ InstanceArn, Name }));
      const PermissionSetArn = PermissionSet?.PermissionSetArn ?? "";
      const InlinePolicy = policy({ Effect: "Allow", Action: "iam:List*", Resource: "*" });
      await admin.sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy }));
      return PermissionSetArn;
    },
    /** Asks for the assignment and waits until it is made. */
    async assign(
      PermissionSetArn: string,
      PrincipalId: string,
      TargetId: string,
      PrincipalType: "USER" | "GROUP" = "USER",
    ) {
      const wish = { InstanceArn, PermissionSetArn, PrincipalId, PrincipalType, TargetId } as const;
      await admin.sso.send(new CreateAccountAssignmentCommand({ ...wish, TargetType: "AWS_ACCOUNT" }));
      await aws.advance(5);
    },
    /** Clients of Identity Center for an administrator of the member account. */
    async memberClients(account: string) {
      const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
      const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
      return identityClients(aws, keysOf(Credentials));
    },
    async delegateTo(AccountId: string): Promise<void> {
      const ServicePrincipal = "sso.amazonaws.com";
      await admin.organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
      await admin.organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
    },
    async putInline(PermissionSetArn: string, ...statements: Statement[]): Promise<void> {
      const InlinePolicy = policy(...statements);
      await admin.sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy }));
    },
    /** What the access portal gives to the user; undefined where it gives nothing. */
    session(userId: string, account: string, permissionSetArn: string): Clients | undefined {
      const key = signIn(aws.aws.world(), { userId, account, permissionSetArn });
      return key && aws.as(key);
    },
  };
}
