// A random organization as plain data: accounts, roles and who may assume them, users, and one credential that will leak.
import type { Dice } from "./dice.ts";

/** A role or a user, by its name in its account. */
export type Principal = { readonly kind: "role" | "user"; readonly account: string; readonly name: string };

export type RolePlan = {
  readonly principal: Principal;
  /** Who is named in its trust policy. */
  readonly trusts: readonly Principal[];
  /** EC2 may assume it too. */
  readonly forInstances: boolean;
};

export type OrganizationPlan = {
  /** Member accounts, one to five. The responder's own account is not among them. */
  readonly accounts: readonly string[];
  readonly roles: readonly RolePlan[];
  readonly users: readonly Principal[];
  /** Whose credential leaks. */
  readonly leaked: Principal;
  /** Names of roles that whoever is in knows beside those that really trust him: wrong guesses cost him calls. */
  readonly decoys: readonly Principal[];
};

export type Wish = {
  readonly leakedKind: "role" | "user";
  /** A circle of roles that starts and ends with the leaked one; none unless said. */
  readonly circle: boolean;
};

export function arnOf({ kind, account, name }: Principal): string {
  return `arn:aws:iam::${account}:${kind}/${name}`;
}

/** Each once, in the order in which they come up. */
export function distinct(principals: readonly Principal[]): readonly Principal[] {
  return [...new Map(principals.map((one) => [arnOf(one), one])).values()];
}

/** The person who works in an account, and the application that has a key there. */
export const ENGINEER = "engineer";
const APPLICATION = "application";

const MOST_TRUSTED = 3;

export function drawOrganization(dice: Dice, { leakedKind, circle }: Wish): OrganizationPlan {
  const accounts = Array.from({ length: dice.whole(1, 5) }, (_, index) => accountId(dice, index));
  const users = accounts.flatMap((account) => [user(account, ENGINEER), user(account, APPLICATION)]);
  const roles = Array.from({ length: dice.whole(5, 60) }, (_, index): Principal => {
    return { kind: "role", account: dice.pick(accounts), name: `${dice.pick(TRADES)}-${index}` };
  });
  const leaked = leakedKind === "role" ? dice.pick(roles) : user(dice.pick(accounts), APPLICATION);
  const path = dice.some(
    roles.filter((role) => role !== leaked),
    dice.whole(2, 4),
  );
  const planted = plantedTrusts(leaked, path, circle);
  return {
    accounts,
    users,
    leaked,
    decoys: dice.some(roles, 3),
    roles: roles.map((principal) => ({
      principal,
      trusts: [
        ...(planted.get(principal) ?? []),
        ...dice.some(roles, dice.whole(0, MOST_TRUSTED)).filter((other) => other !== principal),
        user(principal.account, ENGINEER),
      ],
      forInstances: principal === leaked,
    })),
  };
}

/** A way from the leaked principal over the roles of the path, and back where a circle is wished. */
function plantedTrusts(leaked: Principal, path: readonly Principal[], circle: boolean) {
  const trusts = new Map<Principal, Principal[]>();
  let from = leaked;
  for (const role of circle ? [...path, leaked] : path) {
    trusts.set(role, [...(trusts.get(role) ?? []), from]);
    from = role;
  }
  return trusts;
}

function user(account: string, name: string): Principal {
  return { kind: "user", account, name };
}

/** Twelve digits, and another one for each index. */
function accountId(dice: Dice, index: number): string {
  return `${index + 2}${String(dice.whole(0, 99_999_999_999)).padStart(11, "0")}`;
}

const TRADES = ["build", "deploy", "report", "backup", "web", "batch", "audit", "data", "queue", "mail"];
