// An instance profile: the role in it is whose credentials its instances have.
import { GetInstanceProfileCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import type { Alert, Suspect } from "../model.ts";
import { askAccounts } from "./ask-accounts.ts";
import { isInstanceId, isName, quoted } from "./identifiers.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Search } from "./search.ts";

export const INSTANCE_PROFILE_PERMISSIONS = ["iam:GetInstanceProfile"] as const;

type InProfile = { readonly account: string; readonly role: Extract<Suspect, { kind: "role" }> | undefined };

export async function findInstanceProfile(
  alert: Alert,
  { name, instance }: Extract<Suspect, { kind: "instance-profile" }>,
  search: Search,
): Promise<Finding> {
  if (!isName(name)) return nobody(`${quoted(name)} is no name of an instance profile.`);
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  const { answers, gaps } = await askAccounts(accounts, search, (aws) => roleInProfile(aws, name, instance));
  const where = accounts.named ?? "any account that is served";
  if (answers.length > 1) {
    const all = answers.map(({ account }) => account).join(", ");
    return nobody(`Several accounts have an instance profile ${name} (${all}): the alert does not say which is meant.`);
  }
  const [answer] = answers;
  if (!answer) return nobody(`There is no instance profile ${name} in ${where}.`, gaps);
  if (!answer.role)
    return nobody(`The instance profile ${name} in ${answer.account} has no role: it gives out no credentials.`);
  return { found: true, account: answer.account, principal: answer.role };
}

/** Undefined where the account has no such profile. An instance's id is the name of its session. */
export async function roleInProfile(
  { account, iam }: Aws,
  InstanceProfileName: string,
  instance: string | undefined,
): Promise<InProfile | undefined> {
  const answer = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName })).catch(absent);
  if (!answer) return undefined;
  const { RoleName: name, RoleId: id } = answer.InstanceProfile?.Roles?.[0] ?? {};
  if (name === undefined || id === undefined) return { account, role: undefined };
  const session = instance !== undefined && isInstanceId(instance) ? { session: instance } : {};
  return { account, role: { kind: "role", name, id, ...session } };
}
