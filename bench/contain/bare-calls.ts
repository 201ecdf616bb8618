// What a deny takes of IAM and nothing else: two reads side by side, then the write. The responder is measured beside it.
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  NoSuchEntityException,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";

const iam = new IAMClient({});
const PolicyName = "AWSRevokeOlderSessions";

type Finding = { readonly detail: { readonly resource: { readonly accessKeyDetails: { readonly userName: string } } } };

export async function handler({ detail }: Finding): Promise<void> {
  const { userName: RoleName } = detail.resource.accessKeyDetails;
  await Promise.all([
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })).catch(absent),
  ]);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: denyUntil(Date.now() + 30_000) }));
}

function absent(error: unknown): void {
  if (!(error instanceof NoSuchEntityException)) throw error;
}

function denyUntil(ms: number): string {
  const DateLessThan = { "aws:TokenIssueTime": new Date(ms).toISOString() };
  const deny = { Effect: "Deny", Action: ["*"], Resource: ["*"], Condition: { DateLessThan } };
  return JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
}
