// The users and roles of an account, and the role behind a session's ARN.
import { GetRoleCommand, paginateListRoles, paginateListUsers } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import { type Caller, callerNamed, sessionNamed } from "./trust/caller.ts";

const PAGE = { pageSize: 1000 };

/** All that IAM has: its quotas keep that to thousands, and a page holds a thousand. Those that only a service can be come last. */
export async function principalsOf({ iam, account }: Aws): Promise<readonly Caller[]> {
  const arns: string[] = [];
  for await (const { Users } of paginateListUsers({ client: iam, ...PAGE }, {})) arns.push(...arnsIn(Users));
  for await (const { Roles } of paginateListRoles({ client: iam, ...PAGE }, {})) arns.push(...arnsIn(Roles));
  const isService = (arn: string) => arn.includes(":role/aws-service-role/");
  const sorted = [...arns.filter((arn) => !isService(arn)), ...arns.filter(isService)];
  return sorted.map((arn) => ({ account, arn }));
}

function arnsIn(entities: readonly { readonly Arn?: string | undefined }[] | undefined): readonly string[] {
  return (entities ?? []).flatMap(({ Arn }) => Arn ?? []);
}

/** Undefined for a session whose role is not there. */
export async function callerOf({ iam }: Aws, name: string): Promise<Caller | undefined> {
  const session = sessionNamed(name);
  if (!session) return callerNamed(name);
  const answer = await iam.send(new GetRoleCommand({ RoleName: session.roleName })).catch(absent);
  const arn = answer?.Role?.Arn;
  return arn === undefined ? undefined : { account: session.account, arn, session: name };
}
