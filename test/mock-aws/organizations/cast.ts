// An organization for a test: its clients, and the ways of making accounts, units and policies in it.
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { plantRootKey } from "../../../mock-aws/plant.ts";
import { type Clients, type Keys, startLocalAws } from "../../support/local-aws.ts";
import { keysOf } from "../../support/session.ts";

export type Cast = Awaited<ReturnType<typeof startOrganization>>;

export async function startOrganization() {
  const aws = await startLocalAws();
  const as = (credentials: Keys) =>
    new OrganizationsClient({ endpoint: aws.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  const org = as(ADMIN_KEY);
  const { Roots } = await org.send(new ListRootsCommand({}));
  const rootId = Roots?.[0]?.Id ?? "";

  async function createPolicy(Name: string, Content: string, Type: PolicyType = "SERVICE_CONTROL_POLICY") {
    const wish = new CreatePolicyCommand({ Name, Content, Type, Description: "" });
    return (await org.send(wish)).Policy?.PolicySummary?.Id ?? "";
  }

  return {
    aws,
    org,
    rootId,
    /** Organizations' client of whoever holds the keys. */
    as,
    createPolicy,
    enable: (PolicyType: PolicyType) => org.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType })),
    attach: (PolicyId: string, TargetId: string) => org.send(new AttachPolicyCommand({ PolicyId, TargetId })),
    async createAccount(AccountName: string): Promise<string> {
      const wish = new CreateAccountCommand({ AccountName, Email: `${AccountName}@example.com` });
      return (await org.send(wish)).CreateAccountStatus?.AccountId ?? "";
    },
    async createUnit(Name: string, ParentId = rootId): Promise<string> {
      const { OrganizationalUnit } = await org.send(new CreateOrganizationalUnitCommand({ ParentId, Name }));
      return OrganizationalUnit?.Id ?? "";
    },
    /** The administrator's way into a member account. */
    async enter(account: string): Promise<Clients> {
      const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
      const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "admin" }));
      return aws.as(keysOf(Credentials));
    },
    /** The root user of an account, who made a key in the console. */
    rootOf(account: string): Clients {
      const { accessKeyId, secretAccessKey } = plantRootKey(aws.aws.world(), account);
      return aws.as({ accessKeyId, secretAccessKey });
    },
  };
}
