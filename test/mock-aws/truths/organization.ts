// An organization for the truths: member accounts, the way into them, and service control policies over them.
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  DescribeOrganizationCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import type { Clients, TestAws } from "../../support/local-aws.ts";
import { keysOf, policy, type Statement } from "../../support/session.ts";

/** What the administrator of the management account does. */
export function organizationOf(aws: TestAws) {
  const client = new OrganizationsClient({
    endpoint: aws.endpoint,
    region: "us-east-1",
    credentials: ADMIN_KEY,
    maxAttempts: 1,
  });
  const rootId = async () => (await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? "";
  return {
    client,
    rootId,
    id: async () => (await client.send(new DescribeOrganizationCommand({}))).Organization?.Id ?? "",
    async createAccount(AccountName: string): Promise<string> {
      const wish = { AccountName, Email: `${AccountName}@example.com` };
      return (await client.send(new CreateAccountCommand(wish))).CreateAccountStatus?.AccountId ?? "";
    },
    async createUnit(Name: string, ParentId: string): Promise<string> {
      const { OrganizationalUnit } = await client.send(new CreateOrganizationalUnitCommand({ Name, ParentId }));
      return OrganizationalUnit?.Id ?? "";
    },
    /** A session of the account's OrganizationAccountAccessRole, which may do everything in it. */
    async enter(account: string): Promise<Clients> {
      const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
      const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
      return aws.as(keysOf(Credentials));
    },
    enable: async () =>
      client.send(new EnablePolicyTypeCommand({ RootId: await rootId(), PolicyType: "SERVICE_CONTROL_POLICY" })),
    /** A service control policy with these statements, on an account, a unit or the root. */
    async control(TargetId: string, Name: string, ...statements: readonly Statement[]): Promise<void> {
      const Content = policy(...statements);
      const wish = { Name, Description: Name, Type: "SERVICE_CONTROL_POLICY", Content } as const;
      const { Policy } = await client.send(new CreatePolicyCommand(wish));
      await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id ?? "", TargetId }));
    },
  };
}
