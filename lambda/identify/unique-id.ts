// `AROA…` or `AIDA…` without a name: IAM has no call that takes such an id, so its lists are read.
import { type IAMClient, ListRolesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import type { Alert, Suspect } from "../model.ts";
import { askAccounts } from "./ask-accounts.ts";
import { isRoleId, isUserId, quoted } from "./identifiers.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Search } from "./search.ts";

export const UNIQUE_ID_PERMISSIONS = ["iam:ListRoles", "iam:ListUsers"] as const;

/**
 * An account has at most 5,000 of each, and a page may hold less than it could.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_PAGES = 50;

/** The lists are sure and never late, which CloudTrail is not: it is not asked, also where the alert has a key. */
export async function findUniqueId(
  alert: Alert,
  { id, session }: Extract<Suspect, { kind: "unique-id" }>,
  search: Search,
): Promise<Finding> {
  if (!isRoleId(id) && !isUserId(id)) return nobody(`${quoted(id)} is the id of no role and no user.`);
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  const { answers, gaps } = await askAccounts(accounts, search, async ({ account, iam }) => {
    const name = await nameOf(iam, id);
    return name === undefined ? undefined : { account, name };
  });
  const [answer] = answers;
  const what = isRoleId(id) ? "role" : "user";
  if (!answer) {
    const where = accounts.named === undefined ? "No account that is served" : `The account ${accounts.named}`;
    return nobody(
      accounts.named === undefined
        ? `${where} has a ${what} with the id ${id}: it is another account's, or deleted, and its sessions with it.`
        : `${where} has no ${what} with the id ${id}: it is deleted, and its sessions with it.`,
      gaps,
    );
  }
  const { account, name } = answer;
  const principal: Suspect =
    what === "user"
      ? { kind: "user", name, id }
      : { kind: "role", name, id, ...(session === undefined ? {} : { session }) };
  return { found: true, account, principal, ...(accounts.note ? { note: accounts.note } : {}) };
}

type Page = {
  readonly named: readonly { readonly id?: string | undefined; readonly name?: string | undefined }[];
  readonly next?: string | undefined;
};

async function nameOf(iam: IAMClient, id: string): Promise<string | undefined> {
  const list = isRoleId(id) ? listRoles : listUsers;
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { named, next }: Page = await list(iam, marker);
    const found = named.find((one) => one.id === id);
    if (found) return found.name;
    if (next === undefined) return undefined;
    marker = next;
  }
  throw new Error(`IAM lists more than ${MOST_PAGES} pages: the rest was not read.`);
}

async function listRoles(iam: IAMClient, Marker: string | undefined): Promise<Page> {
  const { Roles = [], Marker: next } = await iam.send(
    new ListRolesCommand({ MaxItems: 1000, ...(Marker === undefined ? {} : { Marker }) }),
  );
  return { named: Roles.map(({ RoleId: id, RoleName: name }) => ({ id, name })), next };
}

async function listUsers(iam: IAMClient, Marker: string | undefined): Promise<Page> {
  const { Users = [], Marker: next } = await iam.send(
    new ListUsersCommand({ MaxItems: 1000, ...(Marker === undefined ? {} : { Marker }) }),
  );
  return { named: Users.map(({ UserId: id, UserName: name }) => ({ id, name })), next };
}
