// Leaks of every kind of principal, each with all that a containment of it may touch.
import { DescribeRegionsCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { GetInlinePolicyForPermissionSetCommand } from "@aws-sdk/client-sso-admin";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { keysOf } from "../../local/clients.ts";
import { plantRootKey } from "../../mock-aws/plant.ts";
import { startWorkforce, work } from "../mock-aws/sso-admin/workforce.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { leakSession, works } from "../support/leak.ts";
import { createMember, EXTERNAL_ID, letResponderIn, MEMBER } from "../support/member.ts";
import { policy, serviceOn, startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";

export type CrashStage = {
  readonly service: TestService;
  readonly event: ReturnType<typeof guardDutyEvent>;
  /** Everything that a containment may touch. */
  readonly state: () => Promise<unknown>;
  /** What the thief tries. */
  readonly steal: () => Promise<unknown>;
  readonly contain?: () => Promise<unknown>;
  /** What has happened before anything crashes. */
  readonly prepare?: () => Promise<unknown>;
  /** How long the heartbeats have for what `contain` leaves to them. */
  readonly seconds?: number;
};

async function session(dynamodb: boolean): Promise<CrashStage> {
  const service = await startService({ dynamodb, config: { scope: "session" } });
  const leak = await leakSession(service);
  const theirs = policy({ Sid: "Theirs", Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
  const named = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions-Sessions" };
  await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: theirs }));
  const state = () => inlinePolicies(service, "app");
  return { service, event: leak.event(), state, steal: () => works(leak.stolen) };
}

function userStage(fill: boolean, disableConsole: boolean) {
  return async (dynamodb: boolean): Promise<CrashStage> => {
    const service = await startService({ dynamodb, config: { defaultMode: { user: "contain" } } });
    const { iam } = service.admin;
    const named = { UserName: "ci" };
    const { User } = await iam.send(new CreateUserCommand(named));
    const may = policy({
      Sid: fill ? "x".repeat(1_800) : "may",
      Effect: "Allow",
      Action: "ec2:Describe*",
      Resource: "*",
    });
    await iam.send(new PutUserPolicyCommand({ ...named, PolicyName: "work", PolicyDocument: may }));
    await iam.send(new CreateLoginProfileCommand({ ...named, Password: "correct-Horse-battery-9" }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand(named));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = AccessKey ?? {};
    const key = service.as({ accessKeyId, secretAccessKey });
    const minted = service.as(keysOf((await key.sts.send(new GetSessionTokenCommand({}))).Credentials));
    await service.advance(60);
    const about = { userType: "IAMUser", userName: "ci", principalId: User?.UserId ?? "", accessKeyId };
    const state = async () => {
      const [keys, inline, attached] = await Promise.all([
        iam.send(new ListAccessKeysCommand(named)),
        iam.send(new ListUserPoliciesCommand(named)),
        iam.send(new ListAttachedUserPoliciesCommand(named)),
      ]);
      const texts = (inline.PolicyNames ?? []).map(async (PolicyName) =>
        decodeURIComponent((await iam.send(new GetUserPolicyCommand({ ...named, PolicyName }))).PolicyDocument ?? ""),
      );
      return [
        keys.AccessKeyMetadata?.map(({ Status }) => Status),
        inline.PolicyNames,
        attached.AttachedPolicies,
        await Promise.all(texts),
      ];
    };
    const look = () => minted.ec2.send(new DescribeRegionsCommand({}));
    const event = guardDutyEvent({ ...about, lastSeen: new Date(service.now()).toISOString() });
    const wish = {
      action: "contain",
      principal: { type: "user", name: "ci" },
      reason: "phished",
      disableConsole: true,
    };
    return { service, event, state, steal: look, ...(disableConsole ? { contain: () => service.invoke(wish) } : {}) };
  };
}

async function permissionSet(dynamodb: boolean): Promise<CrashStage> {
  const force = await startWorkforce();
  const account = await force.createAccount("workload");
  const set = await force.createPermissionSet("Auditor");
  const ana = await force.createUser("ana@example.com");
  await force.assign(set, ana, account);
  const config = {
    members: { accounts: [account] },
    administration: { account: HOME, identityCenterRegion: "us-east-1" },
    defaultMode: { "identity-center-user": "contain" },
  };
  const service = await serviceOn(force.aws, config, { dynamodb });
  await letResponderIn(service, account);
  const stolen = force.session(ana, account, set);
  if (!stolen) throw new Error("The portal gives no session.");
  const { Arn, UserId } = await stolen.sts.send(new GetCallerIdentityCommand({}));
  await service.advance(60);
  const event = guardDutyEvent({
    account,
    accessKeyId: stolen.keys.accessKeyId,
    principalId: UserId ?? "",
    userName: Arn?.split("/")[1] ?? "",
    lastSeen: new Date(service.now()).toISOString(),
  });
  const wish = { InstanceArn: force.InstanceArn, PermissionSetArn: set };
  const state = async () => (await force.admin.sso.send(new GetInlinePolicyForPermissionSetCommand(wish))).InlinePolicy;
  return { service, event, state, steal: () => work(stolen) };
}

/** A member account of an organization with control policies; `policies`: which there are, and which hang on the account. */
async function organizationStage(dynamodb: boolean, administration: object) {
  const service = await startService({
    dynamodb,
    config: {
      members: { accounts: [MEMBER], externalId: EXTERNAL_ID },
      administration: { account: HOME, ...administration },
      defaultMode: { root: "contain" },
    },
  });
  const member = await createMember(service);
  const config = { endpoint: service.endpoint, region: "us-east-1", credentials: service.admin.keys };
  const organizations = new OrganizationsClient(config);
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const PolicyType = "SERVICE_CONTROL_POLICY";
  await organizations.send(new EnablePolicyTypeCommand({ RootId: Roots?.[0]?.Id, PolicyType }));
  const policies = async () => {
    const [all, attached] = await Promise.all([
      organizations.send(new ListPoliciesCommand({ Filter: PolicyType })),
      organizations.send(new ListPoliciesForTargetCommand({ Filter: PolicyType, TargetId: MEMBER })),
    ]);
    return [all, attached].map(({ Policies }) => Policies?.map(({ Name }) => Name).sort());
  };
  return { service, member, policies };
}

async function root(dynamodb: boolean): Promise<CrashStage> {
  const { service, policies } = await organizationStage(dynamodb, { scp: true });
  const stolen = service.as(plantRootKey(service.aws.world(), MEMBER));
  await service.advance(60);
  const about = { accessKeyId: stolen.keys.accessKeyId, principalId: MEMBER, userName: "Root", userType: "Root" };
  const event = guardDutyEvent({ ...about, account: MEMBER, lastSeen: new Date(service.now()).toISOString() });
  return { service, event, state: policies, steal: () => stolen.ec2.send(new DescribeRegionsCommand({})) };
}

async function backstop(dynamodb: boolean): Promise<CrashStage> {
  const { service, member, policies } = await organizationStage(dynamodb, { backstop: true });
  const RoleName = "app";
  const trust = policy({ Effect: "Allow", Principal: { AWS: HOME }, Action: "sts:AssumeRole" });
  const { Role } = await member.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
  await member.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  const wish = { RoleArn: Role?.Arn, RoleSessionName: "thief" };
  const stolen = service.as(keysOf((await service.admin.sts.send(new AssumeRoleCommand(wish))).Credentials));
  await service.advance(60);
  const event = guardDutyEvent({
    account: MEMBER,
    accessKeyId: stolen.keys.accessKeyId,
    principalId: `${Role?.RoleId}:thief`,
    userName: RoleName,
    lastSeen: new Date(service.now()).toISOString(),
  });
  const state = async () => {
    const { PolicyNames } = await member.iam.send(new ListRolePoliciesCommand({ RoleName }));
    return [await policies(), PolicyNames];
  };
  return { service, event, state, steal: () => stolen.ec2.send(new DescribeRegionsCommand({})) };
}

async function inlinePolicies({ admin }: TestService, RoleName: string): Promise<unknown> {
  const { PolicyNames = [] } = await admin.iam.send(new ListRolePoliciesCommand({ RoleName }));
  return Promise.all(
    PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument } = await admin.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return [PolicyName, decodeURIComponent(PolicyDocument ?? "")];
    }),
  );
}

/** A person has been asked, and says yes. */
async function approval(dynamodb: boolean): Promise<CrashStage> {
  const service = await startService({ dynamodb, config: { defaultMode: { role: "ask" } } });
  const leak = await leakSession(service);
  const event = leak.event();
  const prepare = async () => {
    await service.deliver(event);
    await service.advance(120);
  };
  const contain = async () => {
    const { id } = await service.incident();
    return service.invoke({ action: "approve", id, proof: await service.prove("approve", id), reason: "a test" });
  };
  const state = () => inlinePolicies(service, "app");
  return { service, event, state, steal: () => works(leak.stolen), prepare, contain };
}

/** The thief has gone on to another role, and the deny is deleted as soon as it stands: the heartbeats hold, trace and prove. */
async function heartbeats(dynamodb: boolean): Promise<CrashStage> {
  const service = await startService({ dynamodb, config: { settleSeconds: 120 } });
  await service.createRole("b", ["iam:GetUser"]);
  const leak = await leakSession(service);
  const hop = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument: hop }));
  const wish = { RoleArn: `arn:aws:iam::${HOME}:role/b`, RoleSessionName: "hop" };
  const next = service.as(keysOf((await leak.stolen.sts.send(new AssumeRoleCommand(wish))).Credentials));
  await service.advance(6 * 60);
  const event = leak.event();
  const prepare = async () => {
    await service.deliver(event);
    const deny = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
    await service.admin.iam.send(new DeleteRolePolicyCommand(deny));
  };
  const state = () => Promise.all(["app", "b"].map((name) => inlinePolicies(service, name)));
  const steal = () => Promise.any([works(leak.stolen), works(next)]);
  return { service, event, state, steal, prepare, contain: async () => undefined, seconds: 9 * 60 };
}

const BOTH = ["contain", "lift"] as const;
const ONCE = ["contain"] as const;

/** `*`: every call of the responder, whatever it is of. `start(dynamodb)`: with the ledger's table in the local AWS, or in memory. */
export const CRASH_STAGES = {
  session: { start: session, services: ["iam", "dynamodb"], phases: BOTH },
  user: { start: userStage(false, false), services: ["iam", "dynamodb"], phases: BOTH },
  "user without room": { start: userStage(true, false), services: ["iam", "dynamodb"], phases: BOTH },
  "user with a password": { start: userStage(false, true), services: ["iam", "dynamodb"], phases: BOTH },
  "person of Identity Center": { start: permissionSet, services: ["sso", "dynamodb"], phases: BOTH },
  root: { start: root, services: ["organizations", "dynamodb"], phases: BOTH },
  "role with a back-stop": { start: backstop, services: ["organizations", "iam", "dynamodb"], phases: BOTH },
  "role that a person was asked about": { start: approval, services: ["*"], phases: ONCE },
  "role by its heartbeats": { start: heartbeats, services: ["*"], phases: ONCE },
} as const;
