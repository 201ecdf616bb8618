import { CreateRoleCommand, CreateUserCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribeAccountCommand,
  DescribeOrganizationCommand,
  DetachPolicyCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { type Clients, type Keys, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";

let aws: TestAws;
let org: OrganizationsClient;
let rootId: string;
beforeEach(async () => {
  aws = await startLocalAws();
  org = organizations(ADMIN_KEY);
  const { Roots } = await org.send(new ListRootsCommand({}));
  rootId = Roots?.[0]?.Id ?? "";
});
afterEach(() => aws.close());

function organizations(credentials: Keys) {
  return new OrganizationsClient({ endpoint: aws.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
}

async function createAccount(AccountName: string): Promise<string> {
  const wish = new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` });
  return (await org.send(wish)).CreateAccountStatus?.AccountId ?? "";
}

/** The administrator's way into a member account. */
async function enter(account: string): Promise<Clients> {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
  return aws.as(keysOf(Credentials));
}

async function denyEverywhere(Action: string, targets: readonly string[]): Promise<string> {
  await org.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
  const Content = policy({ Effect: "Deny", Action, Resource: "*" });
  const wish = { Name: "no", Description: "", Type: "SERVICE_CONTROL_POLICY", Content } as const;
  const { Policy } = await org.send(new CreatePolicyCommand(wish));
  const PolicyId = Policy?.PolicySummary?.Id ?? "";
  for (const TargetId of targets) await org.send(new AttachPolicyCommand({ PolicyId, TargetId }));
  return PolicyId;
}

const makeUser = (who: Clients, UserName: string) => who.iam.send(new CreateUserCommand({ UserName }));

test("a local AWS begins as the management account of an organization", async () => {
  const { Organization } = await org.send(new DescribeOrganizationCommand({}));
  expect(Organization).toMatchObject({ MasterAccountId: "111122223333", FeatureSet: "ALL" });
});

test("a created account can be entered by its OrganizationAccountAccessRole, from the management account only", async () => {
  const account = await createAccount("workload");
  const { Account } = await org.send(new DescribeAccountCommand({ AccountId: account }));
  expect(Account).toMatchObject({ Id: account, Name: "workload", Status: "ACTIVE" });
  await makeUser(await enter(account), "somebody");
  const other = await enter(await createAccount("other"));
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  await expect(other.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "x1" }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});

describe("a service control policy", () => {
  test("denies what it names to everybody in the accounts under it, whatever their own policies allow", async () => {
    const account = await createAccount("workload");
    const inside = await enter(account);
    await denyEverywhere("iam:CreateUser", [account]);
    await expect(makeUser(inside, "x")).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a service control policy"),
    });
    await makeUser(await enter(await createAccount("other")), "x");
  });

  test("does not bind the management account, even on the root", async () => {
    await denyEverywhere("iam:CreateUser", [rootId]);
    await makeUser(aws.admin, "x");
    await expect(makeUser(await enter(await createAccount("workload")), "x")).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  test("on a unit binds the accounts that are in it, as they are moved in and out", async () => {
    const account = await createAccount("workload");
    const { OrganizationalUnit } = await org.send(
      new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: "quarantine" }),
    );
    const unit = OrganizationalUnit?.Id ?? "";
    await denyEverywhere("*", [unit]);
    const inside = await enter(account);
    await makeUser(inside, "before");
    const move = (SourceParentId: string, DestinationParentId: string) =>
      org.send(new MoveAccountCommand({ AccountId: account, SourceParentId, DestinationParentId }));
    await move(rootId, unit);
    await expect(makeUser(inside, "within")).rejects.toMatchObject({ name: "AccessDenied" });
    await move(unit, rootId);
    await makeUser(inside, "after");
  });

  test("must allow at each level: without FullAWSAccess nothing else is allowed", async () => {
    const account = await createAccount("workload");
    const inside = await enter(account);
    await org.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: "SERVICE_CONTROL_POLICY" }));
    const Content = policy({ Effect: "Allow", Action: "sts:*", Resource: "*" });
    const wish = { Name: "sts", Description: "", Type: "SERVICE_CONTROL_POLICY", Content } as const;
    const PolicyId = (await org.send(new CreatePolicyCommand(wish))).Policy?.PolicySummary?.Id ?? "";
    await org.send(new AttachPolicyCommand({ PolicyId, TargetId: account }));
    await makeUser(inside, "before");
    await org.send(new DetachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: account }));
    await expect(makeUser(inside, "after")).rejects.toMatchObject({
      message: expect.stringContaining("because no service control policy allows"),
    });
  });

  test("is enforced after the propagation time", async () => {
    const account = await createAccount("workload");
    const inside = await enter(account);
    aws.aws.world().settings.iamPropagation = 4_000;
    await aws.advance(10);
    await denyEverywhere("iam:CreateUser", [account]);
    await makeUser(inside, "meanwhile");
    await aws.advance(4);
    await expect(makeUser(inside, "later")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("keeps a role's deny from being taken away by whoever is an administrator inside", async () => {
    const account = await createAccount("workload");
    const inside = await enter(account);
    const AssumeRolePolicyDocument = policy({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" });
    await inside.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument }));
    await denyEverywhere("iam:*RolePolicy", [account]);
    const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const strip = new PutRolePolicyCommand({ RoleName: "app", PolicyName: "AWSRevokeOlderSessions", PolicyDocument });
    await expect(inside.iam.send(strip)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

test("a trust by organization id lets its accounts in", async () => {
  const { Organization } = await org.send(new DescribeOrganizationCommand({}));
  const trust = (id: string | undefined) =>
    policy({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:PrincipalOrgID": id } },
    });
  await aws.admin.iam.send(
    new CreateRoleCommand({ RoleName: "ours", AssumeRolePolicyDocument: trust(Organization?.Id) }),
  );
  await aws.admin.iam.send(
    new CreateRoleCommand({ RoleName: "theirs", AssumeRolePolicyDocument: trust("o-someoneelse") }),
  );
  const member = await enter(await createAccount("workload"));
  const assume = (name: string) =>
    member.sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::111122223333:role/${name}`, RoleSessionName: "member" }),
    );
  await assume("ours");
  await expect(assume("theirs")).rejects.toMatchObject({ name: "AccessDenied" });
});

describe("refusals", () => {
  test("member accounts may not administer, delegated administrators may read", async () => {
    const account = await createAccount("security");
    const theirs = organizations((await enter(account)).keys);
    await expect(theirs.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: "AccessDeniedException" });
    const ServicePrincipal = "guardduty.amazonaws.com";
    await org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
    await org.send(new RegisterDelegatedAdministratorCommand({ AccountId: account, ServicePrincipal }));
    expect((await theirs.send(new ListAccountsCommand({}))).Accounts).toHaveLength(2);
    await expect(
      theirs.send(new CreateAccountCommand({ AccountName: "x", Email: "x@example.com" })),
    ).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("a policy in use is not deleted, the last of its type not detached, a malformed one not created", async () => {
    const PolicyId = await denyEverywhere("s3:*", [rootId]);
    await expect(org.send(new DeletePolicyCommand({ PolicyId }))).rejects.toMatchObject({
      name: "PolicyInUseException",
    });
    expect((await org.send(new ListTargetsForPolicyCommand({ PolicyId }))).Targets).toMatchObject([
      { TargetId: rootId, Type: "ROOT" },
    ]);
    await org.send(new DetachPolicyCommand({ PolicyId, TargetId: rootId }));
    await expect(
      org.send(new DetachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: rootId })),
    ).rejects.toMatchObject({ name: "ConstraintViolationException" });
    const list = new ListPoliciesForTargetCommand({ TargetId: rootId, Filter: "SERVICE_CONTROL_POLICY" });
    expect((await org.send(list)).Policies).toMatchObject([{ Id: "p-FullAWSAccess" }]);
    const wish = { Name: "bad", Description: "", Type: "SERVICE_CONTROL_POLICY", Content: "{}" } as const;
    await expect(org.send(new CreatePolicyCommand(wish))).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
  });
});
