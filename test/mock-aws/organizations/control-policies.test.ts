import {
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  GetUserCommand,
  ListRolesCommand,
  ListUsersCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  DeletePolicyCommand,
  DescribeOrganizationCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  MoveAccountCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { CreateSecretCommand, GetSecretValueCommand, PutResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { find } from "../../../mock-aws/iam/state.ts";
import { parsePolicy } from "../../../mock-aws/policy/document.ts";
import { serviceMay } from "../../../mock-aws/service-access.ts";
import { issue } from "../../../mock-aws/sts/issue.ts";
import type { Clients } from "../../support/local-aws.ts";
import { otherAccount } from "../../support/other-account.ts";
import { keysOf, policy } from "../../support/session.ts";
import { type Cast, startOrganization } from "./cast.ts";

let cast: Cast;
let account: string;
let inside: Clients;

beforeEach(async () => {
  cast = await startOrganization();
  account = await cast.createAccount("workload");
  inside = await cast.enter(account);
});
afterEach(() => cast.aws.close());

const work = (who: Clients) => who.iam.send(new ListUsersCommand({}));
const DENY = policy({ Effect: "Deny", Action: "iam:ListUsers", Resource: "*" });
const refused = (words: string) => ({ name: "AccessDenied", message: expect.stringContaining(words) });

describe("a service control policy", () => {
  beforeEach(() => cast.enable("SERVICE_CONTROL_POLICY"));

  test("binds the root user of a member account", async () => {
    const root = cast.rootOf(account);
    await work(root);
    await cast.attach(await cast.createPolicy("no", DENY), account);
    await expect(work(root)).rejects.toMatchObject(refused("with an explicit deny in a service control policy"));
  });

  test("does not bind service-linked roles", async () => {
    const { Role } = await inside.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "rds.amazonaws.com" }));
    await cast.attach(await cast.createPolicy("no", DENY), account);
    const world = cast.aws.aws.world();
    const role = find(world, account, "roles", Role?.RoleName ?? "");
    const origin = { by: "service", service: "rds.amazonaws.com" } as const;
    const session = { type: "role", role, name: "rds", tags: new Map(), transitiveTagKeys: [], origin } as const;
    const service = cast.aws.as(issue(world, { account, seconds: 3600, session }));
    await expect(work(service)).rejects.toMatchObject(refused("because no identity-based policy allows"));
  });

  test("grants nothing: what the role may not do, it may not do", async () => {
    const Content = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    await cast.attach(await cast.createPolicy("all", Content), account);
    const AssumeRolePolicyDocument = policy({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" });
    const { Role } = await inside.iam.send(new CreateRoleCommand({ RoleName: "poor", AssumeRolePolicyDocument }));
    const wish = new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "poor" });
    const { Credentials } = await inside.sts.send(wish);
    const poor = cast.aws.as(keysOf(Credentials));
    await expect(work(poor)).rejects.toMatchObject(refused("because no identity-based policy allows"));
  });

  test("is inherited through units, and must allow at each", async () => {
    const outer = await cast.createUnit("outer");
    const inner = await cast.createUnit("inner", outer);
    const move = { AccountId: account, SourceParentId: cast.rootId, DestinationParentId: inner };
    await cast.org.send(new MoveAccountCommand(move));
    await work(inside);
    const onlyRoles = await cast.createPolicy(
      "roles",
      policy({ Effect: "Allow", Action: "iam:*Roles", Resource: "*" }),
    );
    await cast.attach(onlyRoles, outer);
    await cast.org.send(new DetachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: outer }));
    await inside.iam.send(new ListRolesCommand({}));
    await expect(work(inside)).rejects.toMatchObject(refused("because no service control policy allows"));
  });

  test("never stops GetCallerIdentity", async () => {
    await cast.attach(await cast.createPolicy("no", policy({ Effect: "Deny", Action: "*", Resource: "*" })), account);
    await inside.sts.send(new GetCallerIdentityCommand({}));
  });

  test("binds by its conditions: sessions opened before a time", async () => {
    const late = new Date(cast.aws.now() + 30_000).toISOString();
    const Condition = { DateLessThan: { "aws:TokenIssueTime": late } };
    const Content = policy({ Effect: "Deny", Action: "*", Resource: "*", Condition });
    await cast.attach(await cast.createPolicy("revoke", Content), account);
    await expect(work(inside)).rejects.toMatchObject({ name: "AccessDenied" });
    await cast.aws.advance(30);
    await work(await cast.enter(account));
  });

  test("that is changed, or detached and deleted, is enforced as it was until the change has propagated", async () => {
    cast.aws.aws.world().settings.iamPropagation = 4_000;
    const PolicyId = await cast.createPolicy("no", DENY);
    await cast.attach(PolicyId, account);
    await cast.aws.advance(10);
    await cast.org.send(new DetachPolicyCommand({ PolicyId, TargetId: account }));
    await cast.org.send(new DeletePolicyCommand({ PolicyId }));
    await expect(work(inside)).rejects.toMatchObject({ name: "AccessDenied" });
    await cast.aws.advance(4);
    await work(inside);
    const second = await cast.createPolicy("second", policy({ Effect: "Deny", Action: "s3:*", Resource: "*" }));
    await cast.attach(second, account);
    await cast.aws.advance(10);
    await cast.org.send(new UpdatePolicyCommand({ PolicyId: second, Content: DENY }));
    await work(inside);
    await cast.aws.advance(4);
    await expect(work(inside)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("binds nobody any more when the type is disabled", async () => {
    await cast.attach(await cast.createPolicy("no", DENY), account);
    const wish = { RootId: cast.rootId, PolicyType: "SERVICE_CONTROL_POLICY" } as const;
    await cast.org.send(new DisablePolicyTypeCommand(wish));
    await work(inside);
  });

  test("shows in the policy simulator, unless it has conditions", async () => {
    const simulate = async () => {
      const PolicySourceArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
      const wish = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["iam:ListUsers"] });
      return (await inside.iam.send(wish)).EvaluationResults?.[0];
    };
    const allowed = { EvalDecision: "allowed", OrganizationsDecisionDetail: { AllowedByOrganizations: true } };
    expect(await simulate()).toMatchObject(allowed);
    const Condition = { StringNotEquals: { "aws:PrincipalOrgID": "o-someoneelse" } };
    const conditional = policy({ Effect: "Deny", Action: "iam:ListUsers", Resource: "*", Condition });
    await cast.attach(await cast.createPolicy("conditional", conditional), account);
    expect(await simulate()).toMatchObject(allowed);
    await cast.attach(await cast.createPolicy("no", DENY), account);
    expect(await simulate()).toMatchObject({
      EvalDecision: "explicitDeny",
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      MatchedStatements: [],
    });
  });
});

describe("a resource control policy", () => {
  const onlyOurs = (org: string) =>
    policy({
      Effect: "Deny",
      Principal: "*",
      Action: ["secretsmanager:GetSecretValue", "sts:AssumeRole"],
      Resource: "*",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": org } },
    });

  /** The default key would keep strangers out by itself. */
  const KEY = "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  async function openSecret(): Promise<string> {
    const { ARN } = await inside.secrets.send(
      new CreateSecretCommand({ Name: "open", SecretString: "x", KmsKeyId: KEY }),
    );
    const ResourcePolicy = policy({ Effect: "Allow", Principal: "*", Action: "secretsmanager:*", Resource: "*" });
    await inside.secrets.send(new PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy }));
    return ARN ?? "";
  }

  test("keeps strangers from a member account's resources, whatever these allow, and lets the organization in", async () => {
    const stranger = otherAccount(cast.aws);
    const SecretId = await openSecret();
    const read = (who: Clients) => who.secrets.send(new GetSecretValueCommand({ SecretId }));
    await read(stranger);
    await cast.enable("RESOURCE_CONTROL_POLICY");
    await read(stranger);
    const { Organization } = await cast.org.send(new DescribeOrganizationCommand({}));
    const Content = onlyOurs(Organization?.Id ?? "");
    await cast.attach(await cast.createPolicy("perimeter", Content, "RESOURCE_CONTROL_POLICY"), cast.rootId);
    await expect(read(stranger)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("with an explicit deny in a resource control policy"),
    });
    await read(cast.aws.admin);
    await read(inside);
  });

  test("does not reach services that have none", async () => {
    await cast.enable("RESOURCE_CONTROL_POLICY");
    const Content = policy({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" });
    await cast.attach(await cast.createPolicy("all", Content, "RESOURCE_CONTROL_POLICY"), account);
    await work(inside);
    await expect(inside.secrets.send(new CreateSecretCommand({ Name: "x", SecretString: "x" }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("leaves the management account's resources alone", async () => {
    await cast.enable("RESOURCE_CONTROL_POLICY");
    const Content = policy({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" });
    await cast.attach(await cast.createPolicy("all", Content, "RESOURCE_CONTROL_POLICY"), cast.rootId);
    await cast.aws.admin.secrets.send(new CreateSecretCommand({ Name: "x", SecretString: "x" }));
    await cast.aws.admin.iam.send(new GetUserCommand({ UserName: "admin" }));
  });

  test("binds services of AWS that come by themselves", async () => {
    const resource = `arn:aws:sqs:us-east-1:${account}:queue`;
    const text = policy({
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: resource,
    });
    const sqsPolicy = { id: "queue", kind: "resource", document: parsePolicy(text, "resource") } as const;
    const may = (sourceAccount: string) => {
      const asked = { service: "sns.amazonaws.com", action: "sqs:SendMessage", region: "us-east-1", resource };
      const sourceArn = `arn:aws:sns:us-east-1:${sourceAccount}:topic`;
      const whose = { resourceAccount: account, sourceAccount, sourceArn };
      return serviceMay(cast.aws.aws.world(), { ...asked, ...whose }, sqsPolicy);
    };
    await cast.enable("RESOURCE_CONTROL_POLICY");
    expect([may("444455556666"), may("111122223333")]).toEqual([true, true]);
    const Condition = { Null: { "aws:SourceOrgID": "true" } };
    const Content = policy({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*", Condition });
    await cast.attach(await cast.createPolicy("ours", Content, "RESOURCE_CONTROL_POLICY"), account);
    expect([may("444455556666"), may("111122223333")]).toEqual([false, true]);
  });

  test("that AWS attached cannot be detached", async () => {
    await cast.enable("RESOURCE_CONTROL_POLICY");
    const wish = new DetachPolicyCommand({ PolicyId: "p-RCPFullAWSAccess", TargetId: account });
    await expect(cast.org.send(wish)).rejects.toMatchObject({ name: "InvalidInputException" });
  });
});
