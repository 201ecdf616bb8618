// Who plays in the tests of the back-stop: an organization, roles of a member account that may do all in IAM, and the responder.
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect } from "vitest";
import { connect } from "../../../lambda/aws.ts";
import { cutoffTime } from "../../../lambda/older-sessions-policy.ts";
import type { DenySessionsByScp } from "../../../lambda/steps.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { startOrganization } from "../../mock-aws/organizations/cast.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";

const Filter = "SERVICE_CONTROL_POLICY";
export const RESPONDER = "credential-leak-responder-member";

export type BackstopCast = Awaited<ReturnType<typeof startBackstop>>;

export async function startBackstop() {
  const cast = await startOrganization();
  const { aws, org } = cast;
  const account = await cast.createAccount("workload");
  await cast.enable(Filter);
  const admin = await cast.enter(account);
  const arnOf = (name: string) => `arn:aws:iam::${account}:role/${name}`;

  /** A role that may do everything, and trusts its account. */
  async function createRole(name: string, Path = "/"): Promise<void> {
    const trust = policy({ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" });
    await admin.iam.send(new CreateRoleCommand({ RoleName: name, Path, AssumeRolePolicyDocument: trust }));
    const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    await admin.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "work", PolicyDocument }));
  }
  for (const name of ["app", "other", RESPONDER]) await createRole(name);

  return {
    ...cast,
    account,
    admin,
    arnOf,
    createRole,
    /** The administration's clients, as the responder uses them. */
    someone: () =>
      connect("111122223333", { region: "us-east-1", endpoint: aws.endpoint, credentials: async () => ADMIN_KEY }),
    async session(role: string, who: Clients = admin): Promise<Clients> {
      const wish = new AssumeRoleCommand({ RoleArn: arnOf(role), RoleSessionName: "session" });
      return aws.as(keysOf((await who.sts.send(wish)).Credentials));
    },
    /** The deny of a role, with its cutoff that many seconds ahead. */
    async step(role = "app", seconds = 30): Promise<DenySessionsByScp> {
      const { Role } = await admin.iam.send(new GetRoleCommand({ RoleName: role }));
      return {
        type: "deny-sessions-by-scp",
        account: "111122223333",
        target: account,
        principalArn: Role?.Arn ?? "",
        principalId: Role?.RoleId ?? "",
        partition: "aws",
        cutoff: cutoffTime(aws.now() + seconds * 1000),
        exempt: [arnOf(RESPONDER), "arn:aws:iam::*:role/pipeline-*"],
      };
    },
    /** Names of the policies that hang on the account, and of all. */
    async attached(): Promise<readonly (string | undefined)[]> {
      const wish = new ListPoliciesForTargetCommand({ TargetId: account, Filter });
      return ((await org.send(wish)).Policies ?? []).map(({ Name }) => Name).sort();
    },
    async policies(): Promise<readonly (string | undefined)[]> {
      return ((await org.send(new ListPoliciesCommand({ Filter }))).Policies ?? []).map(({ Name }) => Name);
    },
    /** The id of the policy that is ours. */
    async ours(): Promise<string> {
      const { Policies = [] } = await org.send(new ListPoliciesCommand({ Filter }));
      return Policies.find(({ Name }) => Name === `credential-leak-responder-sessions-${account}`)?.Id ?? "";
    },
    async content(PolicyId: string): Promise<string> {
      return (await org.send(new DescribePolicyCommand({ PolicyId }))).Policy?.Content ?? "";
    },
    write: (PolicyId: string, Content: string) => org.send(new UpdatePolicyCommand({ PolicyId, Content })),
  };
}

/** What a session is good for. Rejects where AWS refuses. */
export const work = (who: Clients) => who.iam.send(new ListUsersCommand({}));

/** What undoes a deny that stands on the role. Rejects where AWS refuses, and where there is nothing to undo. */
export const strip = (who: Clients, role: string, PolicyName = "AWSRevokeOlderSessions") =>
  who.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName }));

export const REFUSED = {
  name: "AccessDenied",
  message: expect.stringContaining("explicit deny in a service control policy") as string,
};
