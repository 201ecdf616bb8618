// A member account of the organization with the role that lets the responder in, as the StackSet would deploy it.
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { MEMBER_STATEMENTS } from "../../lambda/role-policy.ts";
import { forwardTrail } from "../../local/forward-trail.ts";
import { busOf } from "../../local/install-responder.ts";
import type { Clients, TestAws } from "./local-aws.ts";
import { colleagueAccount } from "./other-account.ts";
import { policy } from "./session.ts";

export const MEMBER = "444455556666";
export const EXTERNAL_ID = "leak-responder";

/** Clients of the account's administrator. */
export async function createMember(aws: TestAws, account = MEMBER): Promise<Clients> {
  const member = colleagueAccount(aws, account);
  const trust = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:role/credential-leak-responder" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
  };
  const RoleName = "credential-leak-responder-member";
  await member.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }));
  const PolicyDocument = policy(...MEMBER_STATEMENTS);
  await member.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
  const bus = busOf("111122223333");
  await forwardTrail({ admin: (region) => aws.as(member.keys, region), account, regions: ["us-east-1"], bus });
  return member;
}
