// A principal with a name and no account: the key tells the account, or the one account that has such a principal.
import { GetRoleCommand, GetUserCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent } from "../iam-answer.ts";
import type { Alert, Suspect } from "../model.ts";
import { askAccounts } from "./ask-accounts.ts";
import { isName, quoted } from "./identifiers.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Search } from "./search.ts";

export const WITHOUT_ACCOUNT_PERMISSIONS = ["iam:GetRole", "iam:GetUser"] as const;

type Named = Extract<Suspect, { kind: "role" | "user" | "federated-user" | "root" }>;

export async function findAccount(alert: Alert, principal: Named, search: Search): Promise<Finding> {
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  if (accounts.named !== undefined) return { found: true, account: accounts.named, principal };
  if (principal.kind === "root") {
    return nobody("The alert says root and names no account: nothing tells whose root user it is.");
  }
  const name = principal.kind === "federated-user" ? (principal.issuer ?? "") : principal.name;
  if (!isName(name)) return nobody(`${quoted(name)} is no name of a ${principal.kind}.`);
  const { answers, gaps } = await askAccounts({ groups: [search.places.accounts] }, search, (aws) =>
    has(aws, principal, name),
  );
  const [account] = answers;
  const what = principal.kind === "role" ? "role" : "user";
  if (account === undefined)
    return nobody(`No account that is served has the ${what} ${name}, and the alert names no account.`, gaps);
  if (answers.length > 1) {
    return nobody(`The ${what} ${name} is in several accounts (${answers.join(", ")}), and the alert names none.`);
  }
  if (gaps.length > 0) {
    return nobody(
      `The ${what} ${name} is in ${account}, but not every account could be asked, and the alert names none.`,
      gaps,
    );
  }
  return { found: true, account, principal };
}

/** The account's number where it has the principal; an id that the alert gives must be the principal's. */
async function has({ account, iam }: Aws, principal: Named, name: string): Promise<string | undefined> {
  const id =
    principal.kind === "role"
      ? iam.send(new GetRoleCommand({ RoleName: name })).then(({ Role }) => Role?.RoleId)
      : iam.send(new GetUserCommand({ UserName: name })).then(({ User }) => User?.UserId);
  const found = await id.catch(absent);
  const wanted = "id" in principal ? principal.id : undefined;
  return found !== undefined && (wanted === undefined || wanted === found) ? account : undefined;
}
