// A member account of the organization with the role that lets the responder in, as the StackSet would deploy it.
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { keysOf } from "../../local/clients.ts";
import { installMember } from "../../local/install-member.ts";
import type { Clients, TestAws } from "./local-aws.ts";
import { colleagueAccount } from "./other-account.ts";

export const MEMBER = "444455556666";
export const EXTERNAL_ID = "leak-responder";

/** Clients of the account's administrator. `config`: the responder's, as far as the role depends on it. */
export async function createMember(aws: TestAws, account = MEMBER, config: object = {}): Promise<Clients> {
  const member = colleagueAccount(aws, account);
  await installMember({
    config: { members: { accounts: [account], externalId: EXTERNAL_ID }, ...config },
    account,
    admin: (region) => aws.as(member.keys, region),
    regions: ["us-east-1"],
  });
  return member;
}

/** The same in an account that the organization has created, whose administrator is reached by its access role. */
export async function letResponderIn(aws: TestAws, account: string): Promise<void> {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "setup" }));
  const admin = (region: string) => aws.as(keysOf(Credentials), region);
  await installMember({ config: { members: { accounts: [account] } }, account, admin });
}
