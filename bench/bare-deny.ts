// What a deny takes of IAM and nothing else: two reads side by side, then the write. The responder is measured beside it.
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  NoSuchEntityException,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";

const PolicyName = "AWSRevokeOlderSessions";
const LEAD_MS = 30_000;

export type Finding = {
  readonly detail: { readonly resource: { readonly accessKeyDetails: { readonly userName: string } } };
};

export function roleOf({ detail }: Finding): string {
  return detail.resource.accessKeyDetails.userName;
}

export function readRole(iam: IAMClient, RoleName: string): Promise<unknown> {
  return Promise.all([
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })).catch(absent),
  ]);
}

function absent(error: unknown): void {
  if (!(error instanceof NoSuchEntityException)) throw error;
}

export async function denyOlderSessions(iam: IAMClient, RoleName: string): Promise<void> {
  const DateLessThan = { "aws:TokenIssueTime": new Date(Date.now() + LEAD_MS).toISOString() };
  const deny = { Effect: "Deny", Action: ["*"], Resource: ["*"], Condition: { DateLessThan } };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
}
