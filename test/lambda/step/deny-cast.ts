// Who plays in the tests of the denies: a role and a user with credentials that leaked, and the responder.
import {
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  GetUserCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from "@aws-sdk/client-iam";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { type Aws, connect } from "../../../lambda/aws.ts";
import { cutoffTime } from "../../../lambda/older-sessions-policy.ts";
import type { Step } from "../../../lambda/steps.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { ACCOUNT, allow, createRole, createUser, roleArn, userArn } from "../../mock-aws/iam/cast.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";

/** Every kind of deny of older sessions that IAM holds; `session`: where only ann's is meant. */
export const DENIES = [
  { type: "deny-role-sessions" },
  { type: "deny-role-sessions-managed" },
  { type: "deny-role-sessions-managed", session: "ann" },
  { type: "deny-role-sessions-boundary" },
  { type: "deny-session", session: "ann" },
  { type: "deny-user-sessions" },
  { type: "deny-user-sessions-managed" },
] as const;
export type Deny = (typeof DENIES)[number];
export type DenyStep = Exclude<Extract<Step, { readonly cutoff: string }>, { readonly type: "deny-sessions-by-scp" }>;

export const calledDeny = (deny: Deny) => ("session" in deny ? `${deny.type} of one session` : deny.type);

export type DenyCast = {
  /** The administrator's clients, as the responder uses them. */
  readonly responder: Aws;
  readonly roleId: string;
  readonly userId: string;
  /** The user carol's long-term key. */
  readonly carol: Clients;
  /** The role and the user go, with all that hangs on them. */
  deleteAll(): Promise<void>;
  /** A role and a user of the same names. */
  createAnew(): Promise<void>;
  /** A step of the deny on the role app or the user carol, with its cutoff that many seconds ahead. */
  step(deny: Deny, seconds?: number): DenyStep;
};

/** Everything anew: the role app and the user carol, who may do all, and have a policy of somebody else's each. */
export async function castOf(aws: TestAws): Promise<DenyCast> {
  await aws.aws.reset();
  const roleId = await createApp(aws);
  const carol = await createCarol(aws);
  const { User } = await aws.admin.iam.send(new GetUserCommand({ UserName: "carol" }));
  const userId = User?.UserId ?? "";
  return {
    responder: connect(ACCOUNT, { region: "us-east-1", endpoint: aws.endpoint, credentials: async () => ADMIN_KEY }),
    roleId,
    userId,
    carol,
    async deleteAll() {
      await deleteApp(aws);
      await deleteCarol(aws, carol);
    },
    async createAnew() {
      await createApp(aws);
      await createCarol(aws);
    },
    step(deny, seconds = 30) {
      const common = { account: ACCOUNT, cutoff: cutoffTime(aws.now() + seconds * 1000) };
      const onUser = { ...common, userName: "carol", userArn: userArn("carol"), userId };
      const onRole = { ...common, roleName: "app", roleArn: roleArn("app"), roleId };
      return (deny.type.startsWith("deny-user") ? { ...onUser, ...deny } : { ...onRole, ...deny }) as DenyStep;
    },
  };
}

/** Its unique id. */
async function createApp(aws: TestAws): Promise<string> {
  await createRole(aws, "app", { may: [allow("*")] });
  const { Role } = await aws.admin.iam.send(new GetRoleCommand({ RoleName: "app" }));
  return Role?.RoleId ?? "";
}

const createCarol = (aws: TestAws) => createUser(aws, "carol", allow("*"));

async function deleteApp({ admin: { iam } }: TestAws): Promise<void> {
  const role = { RoleName: "app" };
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand(role));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ ...role, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand(role));
  for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ ...role, PolicyArn }));
  await iam.send(new DeleteRolePermissionsBoundaryCommand(role)).catch(() => undefined);
  await iam.send(new DeleteRoleCommand(role));
}

async function deleteCarol({ admin: { iam } }: TestAws, { keys }: Clients): Promise<void> {
  const user = { UserName: "carol" };
  const { PolicyNames = [] } = await iam.send(new ListUserPoliciesCommand(user));
  for (const PolicyName of PolicyNames) await iam.send(new DeleteUserPolicyCommand({ ...user, PolicyName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand(user));
  for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachUserPolicyCommand({ ...user, PolicyArn }));
  await iam.send(new DeleteAccessKeyCommand({ ...user, AccessKeyId: keys.accessKeyId }));
  await iam.send(new DeleteUserCommand(user));
}

/** A session of the role app. */
export async function sessionOf(aws: TestAws, RoleSessionName: string): Promise<Clients> {
  const wish = { RoleArn: roleArn("app"), RoleSessionName };
  return aws.as(keysOf((await aws.admin.sts.send(new AssumeRoleCommand(wish))).Credentials));
}

/** What a long-term key mints: a session of the user, and one of a federated user. */
export async function mintedBy(aws: TestAws, user: Clients): Promise<readonly Clients[]> {
  const federated = { Name: "partner", Policy: policy(allow("*")) };
  const [session, federation] = await Promise.all([
    user.sts.send(new GetSessionTokenCommand({})),
    user.sts.send(new GetFederationTokenCommand(federated)),
  ]);
  return [session, federation].map(({ Credentials }) => aws.as(keysOf(Credentials)));
}

/** What credentials are good for. Rejects where AWS refuses. */
export const work = (who: Clients) => who.secrets.send(new ListSecretsCommand({}));
export const REFUSED = { name: "AccessDeniedException" };

/** All that IAM has in the account, to the letter, but for when a role was last used. */
export async function everythingIn({ admin }: TestAws): Promise<unknown> {
  const { $metadata: _, ...all } = await admin.iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000 }));
  return { ...all, RoleDetailList: all.RoleDetailList?.map(({ RoleLastUsed: _used, ...role }) => role) };
}
