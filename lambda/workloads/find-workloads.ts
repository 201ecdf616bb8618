// Which instances and functions hold credentials of a role that have just been denied, and how each gets fresh ones.
//
// An instance keeps serving the denied credentials until EC2 renews them; stop and start give new ones, a reboot does not.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
import { type DescribeInstancesCommandOutput, EC2Client, paginateDescribeInstances } from "@aws-sdk/client-ec2";
import { paginateListInstanceProfilesForRole } from "@aws-sdk/client-iam";
import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import type { Aws } from "../aws.ts";
import type { Workload } from "../incident.ts";
import { enabledRegions } from "../trace/lookup-events.ts";

/** What this asks of AWS in the role's account. */
export const WORKLOADS_PERMISSIONS = [
  "iam:ListInstanceProfilesForRole",
  "ec2:DescribeInstances",
  "lambda:ListFunctions",
] as const;

type Found = { readonly workloads: readonly Workload[]; readonly gaps: readonly string[] };

/** `only`: the one session that is denied, which is an instance's id or a function's name. What cannot be read is a gap. */
export async function findWorkloads(
  aws: Aws,
  role: { readonly name: string; readonly arn: string },
  only: string | undefined,
): Promise<Found> {
  const [regions, profiles] = await Promise.all([enabledRegions(aws), profilesOf(aws, role.name)]);
  const searches = regions.flatMap((region) => [
    search(`EC2 in ${region}`, () => instancesIn(aws, region, profiles)),
    search(`Lambda in ${region}`, () => functionsIn(aws, region, role.arn)),
  ]);
  const found = await Promise.all(searches);
  return {
    workloads: found.flatMap(({ workloads }) => workloads).filter(({ id }) => only === undefined || id === only),
    gaps: found.flatMap(({ gaps }) => gaps),
  };
}

async function search(where: string, work: () => Promise<readonly Workload[]>): Promise<Found> {
  try {
    return { workloads: await work(), gaps: [] };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { workloads: [], gaps: [`${where} could not be read: ${name}: ${message}`] };
  }
}

async function profilesOf({ iam }: Aws, RoleName: string): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const { InstanceProfiles } of paginateListInstanceProfilesForRole({ client: iam }, { RoleName })) {
    arns.push(...(InstanceProfiles ?? []).flatMap(({ Arn }) => Arn ?? []));
  }
  return arns;
}

async function instancesIn(aws: Aws, region: string, profiles: readonly string[]): Promise<readonly Workload[]> {
  if (profiles.length === 0) return [];
  const input = {
    Filters: [
      { Name: "iam-instance-profile.arn", Values: [...profiles] },
      { Name: "instance-state-name", Values: ["pending", "running"] },
    ],
  };
  const ids: string[] = [];
  for await (const page of paginateDescribeInstances({ client: aws.client(EC2Client, { region }) }, input))
    ids.push(...idsIn(page));
  return ids.map((id) => ({
    kind: "instance",
    id,
    region,
    refresh: `aws ec2 stop-instances --region ${region} --instance-ids ${id} && aws ec2 wait instance-stopped --region ${region} --instance-ids ${id} && aws ec2 start-instances --region ${region} --instance-ids ${id}`,
  }));
}

function idsIn({ Reservations }: DescribeInstancesCommandOutput): readonly string[] {
  return (Reservations ?? []).flatMap(({ Instances }) =>
    (Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []),
  );
}

/** A change of its configuration makes Lambda start new execution environments, with new credentials. */
async function functionsIn(aws: Aws, region: string, roleArn: string): Promise<readonly Workload[]> {
  const names: string[] = [];
  for await (const { Functions } of paginateListFunctions({ client: aws.client(LambdaClient, { region }) }, {})) {
    names.push(
      ...(Functions ?? []).flatMap(({ Role, FunctionName }) => (Role === roleArn ? (FunctionName ?? []) : [])),
    );
  }
  return names.map((id) => ({
    kind: "function",
    id,
    region,
    refresh: `aws lambda update-function-configuration --region ${region} --function-name ${id} --description "new credentials $(date -u +%FT%TZ)"`,
  }));
}
